export interface Config {
  auth?: {
    providers?: {
      /**
       * Development-only sign-in as one of four people. An empty object switches it on with the users of the example
       * organisation.
       */
      'control-plane-demo'?: {
        /** Which catalog user plays which role: full entity references such as `user:default/vera`. */
        personas?: {
          /** Defaults to `user:default/vera`. */
          viewer?: string;
          /** Defaults to `user:default/remy`. */
          requester?: string;
          /** Defaults to `user:default/ada`. */
          approver?: string;
          /** Defaults to `user:default/otto`. */
          admin?: string;
        };
      };
    };
  };
}
