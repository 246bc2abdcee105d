import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Host, ProgramResult } from '../Host';
import { FakeClock } from './FakeClock';

/** A machine of its own: an empty home, no environment, and everything that was printed. */
export class FakeHost implements Host {
  readonly homeDir = mkdtempSync(path.join(tmpdir(), 'platformctl-'));
  readonly clock = new FakeClock();
  readonly controller = new AbortController();
  readonly programs: string[] = [];
  env: Record<string, string | undefined> = {};
  program: ProgramResult | undefined;
  /** What the person answers; none means that there is no terminal. */
  answers: string[] = [];
  readonly questions: string[] = [];
  out = '';
  err = '';

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  stdout(text: string) {
    this.out += text;
  }

  stderr(text: string) {
    this.err += text;
  }

  fetch(url: string, init?: RequestInit): Promise<Response> {
    return fetch(url, init);
  }

  get isInteractive(): boolean {
    return this.answers.length > 0;
  }

  async ask(question: string) {
    this.questions.push(question);
    return this.answers.shift();
  }

  async runProgram(command: string, args: readonly string[]) {
    this.programs.push([command, ...args].join(' '));
    return this.program;
  }

  dispose() {
    rmSync(this.homeDir, { recursive: true, force: true });
  }
}
