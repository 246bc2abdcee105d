export interface Config {
  /** The platform control plane. */
  controlPlane?: {
    /**
     * Classes besides the shipped ones, or in their place when the name is the same. A wrong class stops the start with the path of its key.
     */
    classes?: Array<{
      /** RFC 1123 label. */
      name: string;
      title: string;
      description?: string;
      /** What the class makes; `environment` when absent. */
      kind?: string;
      /** Regions in which it may be requested; each needs a target. */
      regions: string[];
      approval?: {
        /** Actions that need a person's yes; none when absent. */
        requiredFor?: Array<'create' | 'update' | 'extend' | 'delete'>;
      };
      lease: {
        /** Hours, 1 to 8760. */
        defaultHours: number;
        /** Hours, extensions included, 1 to 8760. */
        maxHours: number;
        /** `delete` tears down; `review` removes nothing and says by a condition and an event that somebody has to look. */
        onExpiry: 'delete' | 'review';
      };
      /** Roles of the namespaces; the first is the application's own. */
      namespaces: string[];
      /** `small`, `medium`, `large`, or one that a module adds. */
      quotaProfile: string;
      policyPacks?: string[];
      cost: {
        /** Estimated price a month. */
        monthly: number;
        /** ISO 4217. */
        currency: string;
      };
      publishing?: { mode?: 'direct' };
      drift?: {
        /** `report` when absent; `repair` publishes the approved manifests again over a foreign edit. */
        onForeignEdit?: 'report' | 'repair';
      };
    }>;
    /** Whether preview, shared-staging and production are offered; true when absent. */
    defaultClasses?: boolean;
    /** Repositories that hold desired state, by name. */
    repositories?: {
      [name: string]: {
        /** https or ssh address; file and loopback http only with allowInsecure. */
        url: string;
        /** `main` when absent. */
        branch?: string;
        /** Permits file and loopback http addresses: for development. */
        allowInsecure?: boolean;
        /** Pushes a minute that the host allows; 6 on github.com, no limit elsewhere, when absent. */
        pushesPerMinute?: number;
        /** When absent, the credentials of `integrations` for the host are used. */
        credentials?: {
          username?: string;
          /** @visibility secret */
          token?: string;
          /** File of the private key, for ssh. */
          sshPrivateKeyFile?: string;
          /** File of the host keys that are trusted, for ssh. */
          sshKnownHostsFile?: string;
        };
      };
    };
    /** Clusters that requests land on; one a region. */
    targets?: Array<{
      name: string;
      region: string;
      /** Name of one of `repositories`. */
      repository: string;
      delivery: 'argocd' | 'fluxcd';
      /** The repository's address as the delivery engine sees it. */
      deliveryRepositoryUrl: string;
      destination?: {
        /** Argo CD: address of the cluster's API server. */
        server?: string;
        /** Argo CD: name of the cluster, in place of its address. */
        name?: string;
        /** Flux: Secret with the kubeconfig of a remote cluster. */
        kubeConfigSecret?: { name: string; key?: string };
      };
      /** Namespace of the delivery objects; `argocd` or `flux-system` when absent. */
      deliveryNamespace?: string;
      /** Flux: Secret in the delivery namespace with the credentials of a private repository. */
      repositorySecret?: string;
      /** Argo CD project; `default` when absent. */
      project?: string;
    }>;
    queue?: {
      /** Jobs that one replica runs at the same time; 32 when absent. */
      workers?: number;
      /** Most jobs that one claim takes; 50 when absent. */
      batch?: number;
      /** Attempts before a job is dead; 10 when absent. */
      maxAttempts?: number;
      /** Seconds after which the job of a dead replica is taken up by another; 30 when absent. */
      leaseSeconds?: number;
      /** Milliseconds between looks at the table where no notification comes; 1000 when absent. */
      pollMilliseconds?: number;
      /** Seconds before the first retry, doubled with each attempt, with full jitter; 2 when absent. */
      backoffSeconds?: number;
      /** Longest wait between attempts in seconds; 600 when absent. */
      maxBackoffSeconds?: number;
      /** Days for which finished jobs are kept; 30 when absent. */
      retentionDays?: number;
      /** Most jobs of one target that run at the same time; no limit when absent. */
      maxRunningPerTarget?: number;
      /** Seconds that running jobs get to finish when the backend stops; 20 when absent. */
      shutdownSeconds?: number;
    };
    git?: {
      authorName?: string;
      authorEmail?: string;
      /** Where bare copies of the repositories are kept; a folder below the temporary directory when absent. Rebuilt when lost. */
      cacheDirectory?: string;
      /** Seconds that one exchange with a remote may take; 60 when absent. The first fetch of a branch may take ten minutes. */
      timeoutSeconds?: number;
      /** Signs commits. */
      signing?:
        | {
            format: 'ssh';
            /** Absolute path of a private key without passphrase. */
            privateKeyFile: string;
          }
        | {
            format: 'openpgp';
            keyId: string;
            /** Absolute path of the GnuPG home that holds the key. */
            gnupgHome: string;
          };
    };
    /** Seconds between comparisons of published paths with the branch; 300 when absent. */
    resyncSeconds?: number;
    /** Seconds between looks for leases that have run out; 30 when absent. */
    expirySeconds?: number;
    /** Seconds for which catalog look-ups are remembered, at most 60; 30 when absent. */
    catalogCacheSeconds?: number;
    /** Classes and requests that the catalog describes. */
    catalog?: {
      /**
       * Locations whose `EnvironmentClass` descriptors become classes, as `url:https://…` or `file:…`. One that ends with `/` stands for
       * everything below it. None when absent.
       */
      classLocations?: string[];
      /** The same for `EnvironmentRequest` descriptors; whatever location the catalog's own rules allow when absent. */
      requestLocations?: string[];
      /** Seconds between looks at the catalog's descriptors; 30 when absent. */
      lookSeconds?: number;
      /** Seconds for which a descriptor must be absent, in two looks at least, before it counts as removed; 300 when absent. */
      removalGraceSeconds?: number;
      /** Whether the absence of five or more descriptors at once, if they are over half of all, is taken for a fault; true when absent. */
      holdMassRemoval?: boolean;
    };
    /** Who holds which role; see the permissions guide. */
    roles?: Array<{
      role: 'viewer' | 'requester' | 'approver' | 'admin';
      /** Entity references of users and groups, and subjects of external access tokens such as `external:ci`. */
      members: string[];
      classes?: string[];
      regions?: string[];
      teams?: string[];
    }>;
    /** `open` lets everybody who is signed in see all requests; `restricted` when absent. */
    visibility?: 'restricted' | 'open';
  };
}
