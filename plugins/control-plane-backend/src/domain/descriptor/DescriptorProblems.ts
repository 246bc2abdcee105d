/** Why a descriptor is refused, in sentences for whoever wrote it. */
export class DescriptorProblems extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'DescriptorProblems';
    this.problems = problems;
  }
}
