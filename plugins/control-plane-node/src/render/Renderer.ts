import {
  describeValue,
  FieldError,
  formatFieldErrors,
  isLabel,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ConflictError, InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Kind } from '../kinds/Kind';
import { NamedRegistry } from '../NamedRegistry';
import {
  createParametersCheck,
  ParametersCheck,
} from '../parameters/checkParameters';
import { composeParametersSchema } from '../parameters/composeParametersSchema';
import { PolicyPack } from '../policyPacks/PolicyPack';
import { QuotaProfile } from '../quota/QuotaProfile';
import { requestNamespaces } from './names';
import { readRenderInput, readRenderTarget } from './readRenderInput';
import { RenderInput, RenderTarget } from './RenderInput';
import { Rendering } from './Rendering';
import { renderRequest, RenderResult } from './renderRequest';
import { renderTarget } from './renderTarget';

export interface RendererOptions {
  kinds: Iterable<Kind>;
  policyPacks: Iterable<PolicyPack>;
  quotaProfiles: Iterable<QuotaProfile>;
}

/** The fields of a class that rendering depends on. */
export interface RenderableClass {
  kind: string;
  namespaces: string[];
  quotaProfile: string;
  policyPacks: string[];
}

/**
 * Turns requests and targets into the files that stand for them in Git.
 *
 * @remarks
 * Pure: no I/O, no clock, no randomness. The same input gives the same bytes, whatever the order of its keys. Wrong
 * input is refused with an InputError that names the field; nothing is rewritten, cut or escaped to make it fit.
 */
export class Renderer {
  readonly #kinds: NamedRegistry<Kind>;
  readonly #policyPacks: NamedRegistry<PolicyPack>;
  readonly #quotaProfiles: NamedRegistry<QuotaProfile>;
  readonly #checks = new Map<string, ParametersCheck>();

  /** @throws ConflictError when two entries of a kind have the same name. */
  static create(options: RendererOptions): Renderer {
    return new Renderer(options);
  }

  private constructor(options: RendererOptions) {
    this.#kinds = NamedRegistry.create({
      noun: 'kind',
      entries: options.kinds,
    });
    this.#policyPacks = NamedRegistry.create({
      noun: 'policy pack',
      entries: options.policyPacks,
    });
    this.#quotaProfiles = NamedRegistry.create({
      noun: 'quota profile',
      entries: options.quotaProfiles,
    });
  }

  /** Renders the folder of one request. */
  render(input: RenderInput): Rendering {
    const result = this.tryRender(input);
    if (result.type === 'invalid') {
      throw new InputError(formatFieldErrors(result.errors));
    }
    return result.rendering;
  }

  /** Like `render`, and tells field by field what is wrong with the files that the team brings. */
  tryRender(input: RenderInput): RenderResult {
    const { request, class: requestedClass, target } = readRenderInput(input);
    const kind = this.#kinds.get(request.kind, 'request.kind');
    const packs = requestedClass.policyPacks.map((name, index) =>
      this.#policyPacks.get(name, `class.policyPacks.${index}`),
    );
    const checked = this.#checkOf(
      kind.name,
      requestedClass.policyPacks,
    )(request.parameters);
    if (checked.type === 'invalid') {
      throw new InputError(formatFieldErrors(checked.errors));
    }
    const context = {
      request,
      class: requestedClass,
      target,
      namespaces: requestNamespaces(request, requestedClass.namespaces),
      quotaProfile: this.#quotaProfiles.get(
        requestedClass.quotaProfile,
        'class.quotaProfile',
      ),
      parameters: checked.parameters,
    };
    return renderRequest(context, kind, packs);
  }

  /** Renders what a target needs besides its requests; see the README for the one file that is applied by hand. */
  renderTarget(target: RenderTarget): Rendering {
    return renderTarget(readRenderTarget(target), this.#policyPacks.all());
  }

  /** What is wrong with a class, so that it is found when the class is read and not when somebody asks for it. */
  validateClass(spec: RenderableClass): FieldError[] {
    const unknown = <T extends { readonly name: string }>(
      registry: NamedRegistry<T>,
      name: string,
      field: string,
    ): FieldError[] =>
      registry.find(name)
        ? []
        : [
            {
              field,
              expected: `one of ${registry.names().join(', ')}`,
              got: describeValue(name),
            },
          ];
    const errors = [
      ...unknown(this.#kinds, spec.kind, 'kind'),
      ...unknown(this.#quotaProfiles, spec.quotaProfile, 'quotaProfile'),
      ...spec.policyPacks.flatMap((name, index) => [
        ...unknown(this.#policyPacks, name, `policyPacks.${index}`),
        ...repeated(spec.policyPacks, index, 'policyPacks'),
      ]),
      ...validateRoles(spec.namespaces),
    ];
    return errors.length > 0 ? errors : this.#validateComposition(spec);
  }

  /**
   * One JSON Schema (draft 2020-12) of the parameters that a class's requests take, with titles and descriptions.
   *
   * @throws InputError for an unknown name, ConflictError when two packs mean different things by one parameter.
   */
  parametersSchema(kind: string, policyPacks: readonly string[]): JsonObject {
    return composeParametersSchema([
      {
        reader: `kind ${kind}`,
        schema: this.#kinds.get(kind, 'kind').parametersSchema,
      },
      ...policyPacks.map((name, index) => ({
        reader: `policy pack ${name}`,
        schema: this.#policyPacks.get(name, `policyPacks.${index}`)
          .parametersSchema,
      })),
    ]);
  }

  /** What is wrong with a request's parameters; empty when nothing is. */
  validateParameters(
    kind: string,
    policyPacks: readonly string[],
    parameters: JsonObject,
  ): FieldError[] {
    const checked = this.#checkOf(kind, policyPacks)(parameters);
    return checked.type === 'valid' ? [] : checked.errors;
  }

  /** Compiling a schema costs milliseconds; there are as many as classes. */
  #checkOf(kind: string, policyPacks: readonly string[]): ParametersCheck {
    const key = [kind, ...policyPacks].join('/');
    const check =
      this.#checks.get(key) ??
      createParametersCheck(this.parametersSchema(kind, policyPacks));
    this.#checks.set(key, check);
    return check;
  }

  #validateComposition(spec: RenderableClass): FieldError[] {
    try {
      this.parametersSchema(spec.kind, spec.policyPacks);
      return [];
    } catch (error) {
      if (error instanceof ConflictError) {
        return [
          {
            field: 'policyPacks',
            expected: 'packs that agree with each other',
            got: error.message,
          },
        ];
      }
      throw error;
    }
  }
}

function validateRoles(roles: readonly string[]): FieldError[] {
  if (roles.length === 0) {
    return [
      { field: 'namespaces', expected: 'at least one role', got: 'none' },
    ];
  }
  return roles.flatMap((role, index) => [
    ...(isLabel(role)
      ? []
      : [
          {
            field: `namespaces.${index}`,
            expected: 'an RFC 1123 label',
            got: describeValue(role),
          },
        ]),
    ...repeated(roles, index, 'namespaces'),
  ]);
}

function repeated(
  values: readonly string[],
  index: number,
  field: string,
): FieldError[] {
  return values.indexOf(values[index]) === index
    ? []
    : [
        {
          field: `${field}.${index}`,
          expected: 'entries that differ from each other',
          got: describeValue(values[index]),
        },
      ];
}
