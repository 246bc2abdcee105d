// Writes the public API of each package to its `report.api.md`, so that a change of it shows in review.
// With `--check` it fails where a report is not what the code says, and changes nothing. With `--types <folder>` it reads
// declarations that are there already instead of making them.
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { dataDir, rootDir } from './paths.mjs';

const check = process.argv.includes('--check');
const givenTypes = process.argv.indexOf('--types') + 1;
const typesDir = givenTypes
  ? path.resolve(process.argv[givenTypes])
  : path.join(dataDir, 'api-types');
const reportTempDir = path.join(dataDir, 'api-reports');

if (!givenTypes) {
  const declared = spawnSync(
    path.join(rootDir, 'node_modules/.bin/tsc'),
    [
      ...['--emitDeclarationOnly', '--declaration', '--incremental', 'false'],
      ...['--outDir', typesDir],
    ],
    { cwd: rootDir, stdio: 'inherit' },
  );
  if (declared.status !== 0) {
    process.exit(declared.status ?? 1);
  }
}

const outdated = publishedPackages().filter(folder => !report(folder));
if (outdated.length > 0) {
  console.error(
    [
      'The public API of these packages is not what their report says; look at what changed and run `npm run api-reports`:',
      ...outdated.map(folder => `  ${folder}/report.api.md`),
    ].join('\n'),
  );
  process.exitCode = 1;
}

function publishedPackages() {
  return readdirSync(path.join(rootDir, 'plugins'))
    .map(name => path.join('plugins', name))
    .filter(folder => existsSync(path.join(rootDir, folder, 'package.json')));
}

/** Returns whether the report on disk was true before, or is now. */
function report(folder) {
  const projectFolder = path.join(rootDir, folder);
  mkdirSync(reportTempDir, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      mainEntryPointFilePath: path.join(typesDir, folder, 'src/index.d.ts'),
      compiler: {
        overrideTsconfig: {
          extends: path.join(rootDir, 'tsconfig.json'),
          include: [],
          files: [path.join(typesDir, folder, 'src/index.d.ts')],
          compilerOptions: {
            // Packages of this repository are read from their declarations, not compiled again.
            paths: workspacePaths(),
          },
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: 'report',
        reportFolder: projectFolder,
        reportTempFolder: reportTempDir,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'none' } },
        // A type of another package of this repository counts as forgotten, with the path of its file.
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: path.join(projectFolder, 'api-extractor.json'),
    packageJsonFullPath: path.join(projectFolder, 'package.json'),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !check,
    showVerboseMessages: false,
    messageCallback: message => {
      message.handled = true;
      if (message.logLevel === 'error') {
        console.error(`${folder}: ${message.text}`);
      }
    },
  });
  return !(check && apiReportChanged);
}

function workspacePaths() {
  return Object.fromEntries(
    publishedPackages().map(folder => {
      const { name } = JSON.parse(
        readFileSync(path.join(rootDir, folder, 'package.json'), 'utf8'),
      );
      return [name, [path.join(typesDir, folder, 'src/index.d.ts')]];
    }),
  );
}
