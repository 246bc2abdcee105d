import {
  FieldError,
  requestCreatePermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessPolicy,
  Caller,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { DescriptorReader } from './DescriptorReader';

/**
 * Whether the owner of a descriptor may ask for what it describes.
 *
 * @remarks
 * Nobody is signed in when a descriptor is read, so its owner stands in: the team's own group, or a user in it, whose roles must allow the
 * same request made by hand. An admin of another team is refused, because anybody could write that name into a file.
 */
export class DescriptorOwners {
  readonly #access: AccessPolicy;
  readonly #reader: DescriptorReader;

  static create(options: {
    access: AccessPolicy;
    reader: DescriptorReader;
  }): DescriptorOwners {
    return new DescriptorOwners(options);
  }

  private constructor(options: {
    access: AccessPolicy;
    reader: DescriptorReader;
  }) {
    this.#access = options.access;
    this.#reader = options.reader;
  }

  /** What is wrong with the owner; nothing when they may ask. */
  async check(
    owner: string,
    facts: { team: string; class: string; region: string },
  ): Promise<FieldError[]> {
    const team = `group:default/${facts.team}`;
    const wrong = (expected: string): FieldError[] => [
      { field: 'owner', expected, got: JSON.stringify(owner) },
    ];
    const groups = owner.startsWith('user:')
      ? await this.#reader.groupsOf(owner)
      : [];
    if (groups === undefined) {
      return wrong('a User that is in the catalog');
    }
    if (owner !== team && !groups.includes(team)) {
      return wrong(`${team}, or a user in it`);
    }
    const caller: Caller = {
      type: 'user',
      ref: owner,
      ownership: [owner, ...groups],
    };
    if (!this.#access.mayCreate(caller, facts)) {
      const reason = this.#access.explainDenial(
        caller,
        requestCreatePermission.name,
      );
      return wrong(`somebody who may ask for this: ${reason}`);
    }
    return [];
  }
}
