// Which folder may reach which. A folder is a layer; these rules are what keeps it one.
const backend = '^plugins/control-plane-backend/';
const src = `${backend}src/`;
const test = '\\.test\\.tsx?$|/__testUtils__/|/tests/';
const packageOf = name => `(^|/)node_modules/${name}(/|$)`;

/** A rule for the files of the backend plugin that match `from` and are not tests. */
function forbid({ name, comment, from, except = [], to }) {
  return {
    name,
    comment,
    severity: 'error',
    from: {
      path: from,
      pathNot: [test, ...except],
    },
    to,
  };
}

/** Only `allowed` may be reached; everything else, packages included, may not. */
const anythingBut = (...allowed) => ({ pathNot: allowed });

const sources = folders => `${src}(${folders.join('|')})`;

const layers = [
  forbid({
    name: 'domain-is-pure',
    comment:
      'The domain takes values in and gives values out: no I/O, no clock, no framework.',
    from: `${src}domain/`,
    to: anythingBut(
      `${src}domain/`,
      '^plugins/control-plane-common/src/',
      packageOf('@backstage/(errors|types|catalog-model)'),
    ),
  }),
  forbid({
    name: 'sql-only-where-sql-lives',
    comment: 'SQL is written where transactions are held, nowhere else.',
    from: src,
    except: [
      sources(['store/', 'queue/', 'outbox/', 'sql/']),
      `${src}databaseUnitOfWork\\.ts$`,
    ],
    to: { path: packageOf('knex') },
  }),
  forbid({
    name: 'express-only-in-http',
    comment: 'Only routes know of HTTP.',
    from: src,
    except: [`${src}http/`],
    to: { path: packageOf('(express|express-promise-router)') },
  }),
  forbid({
    name: 'cluster-only-in-kubernetes',
    comment: 'Clusters are reached through ClusterClient.',
    from: src,
    except: [`${src}kubernetes/`],
    to: { path: packageOf('@kubernetes/client-node') },
  }),
  forbid({
    name: 'forge-only-in-publishers',
    comment: 'Git and forges are reached through Publisher.',
    from: src,
    except: [`${src}publishers/`],
    to: {
      path: packageOf(
        '(@octokit/[^/]+|octokit|isomorphic-git|simple-git|@gitbeaker/[^/]+)',
      ),
    },
  }),
  forbid({
    name: 'config-read-once',
    comment: 'config.ts turns configuration into typed values; pass those on.',
    from: src,
    except: [`${src}(config|plugin)\\.ts$`, `${src}config/`],
    to: { path: packageOf('@backstage/config') },
  }),
  forbid({
    name: 'http-speaks-to-services',
    comment: 'Routes and actions call services, which hold the rules.',
    from: sources(['http/', 'actions/']),
    to: {
      path: sources([
        'store/',
        'queue/',
        'reconcile/',
        'publishers/',
        'kubernetes/',
      ]),
    },
  }),
  forbid({
    name: 'services-know-no-transport',
    comment: 'A use case is the same from HTTP, an action or a job.',
    from: `${src}services/`,
    to: { path: sources(['http/', 'actions/', 'kubernetes/', 'publishers/']) },
  }),
  forbid({
    name: 'queue-is-generic',
    comment: 'The queue has never heard of requests.',
    from: `${src}queue/`,
    to: {
      path: '^plugins/|^packages/',
      pathNot: [sources(['queue/', 'sql/', 'domain/job/', 'clock\\.ts$'])],
    },
  }),
  forbid({
    name: 'reconcile-by-contract',
    comment: 'Steps know interfaces, so that each can be run against fakes.',
    from: `${src}reconcile/`,
    to: {
      path: [
        sources(['http/', 'services/']),
        `${src}(?!reconcile/).*/(Database|Default)[^/]*\\.ts$`,
      ],
    },
  }),
  forbid({
    name: 'only-plugin-builds',
    comment:
      'Implementations are chosen in plugin.ts and composition/; everybody else takes an interface.',
    from: `${src}([^/]+)/`,
    except: [`${src}composition/`],
    to: {
      path: `${src}.*/(Database|Default|Authorized)[^/]*\\.ts$`,
      // `sql/DatabaseClock` is the clock of the database: an interface in spite of its name.
      pathNot: [`${src}$1/`, `${src}sql/`],
    },
  }),
  forbid({
    name: 'store-knows-domain-only',
    comment: 'Stores turn rows into values and back; they decide nothing.',
    from: `${src}store/`,
    to: {
      path: `${src}`,
      pathNot: [sources(['store/', 'sql/', 'domain/', 'clock\\.ts$'])],
    },
  }),
];

const packages = [
  {
    name: 'common-stands-alone',
    comment:
      'Browsers, the CLI and the backend share it: it needs none of them.',
    severity: 'error',
    from: { path: '^plugins/control-plane-common/' },
    to: {
      path: '^(packages|plugins)/',
      pathNot: ['^plugins/control-plane-common/'],
    },
  },
  {
    name: 'node-library-knows-common-only',
    comment: 'The backend builds on the library, never the other way round.',
    severity: 'error',
    from: { path: '^plugins/control-plane-node/' },
    to: {
      path: '^(packages|plugins)/',
      pathNot: ['^plugins/control-plane-(node|common)/'],
    },
  },
  {
    name: 'backend-is-reached-by-its-api',
    comment:
      'Modules, the frontend and the CLI speak the API; only packages/backend and what starts a module alone install the plugin.',
    severity: 'error',
    from: {
      path: '^(packages|plugins)/',
      pathNot: ['^packages/backend/', '^plugins/[^/]+/dev/', backend],
    },
    to: { path: backend },
  },
];

const everywhere = [
  {
    name: 'no-circular',
    comment: 'Files that need each other are one file, or miss a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment:
      'A file that nobody imports and that imports nothing is left over.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [
        '\\.d\\.ts$',
        '(^|/)\\.[^/]+\\.js$',
        '/migrations/',
        '/scripts/',
        '/bin/',
        '\\.test\\.tsx?$',
        '/src/setupTests\\.ts$',
        '^packages/backend/src/instrumentation\\.js$',
      ],
    },
    to: {},
  },
  {
    name: 'no-test-utils-in-src',
    comment: 'What ships must not reach what only tests use.',
    severity: 'error',
    from: { path: '/src/', pathNot: [test, '/src/setupTests\\.ts$'] },
    to: { path: ['/__testUtils__/', '\\.test\\.tsx?$'] },
  },
  {
    name: 'no-deep-package-imports',
    comment: 'Packages of this repository meet at their entry points.',
    severity: 'error',
    from: { path: '^(packages|plugins)/([^/]+)/' },
    to: {
      path: '^(packages|plugins)/[^/]+/src/',
      pathNot: [
        '^$1/$2/',
        '^(packages|plugins)/[^/]+/src/(index|alpha|testUtils)\\.tsx?$',
      ],
    },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...layers, ...packages, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|plugins)/[^/]+/(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
