import { useState } from 'react';
import { findPersona, Persona } from './personas';

const storageKey = 'control-plane-demo-persona';

export interface ChosenPersona {
  persona: Persona | undefined;
  choose(persona: Persona): void;
  forget(): void;
}

/** The persona of this browser tab: it survives a reload, and two tabs can be two people. */
export function useChosenPersona(): ChosenPersona {
  const [persona, setPersona] = useState(() =>
    findPersona(sessionStorage.getItem(storageKey)),
  );
  return {
    persona,
    choose(chosen) {
      sessionStorage.setItem(storageKey, chosen.id);
      setPersona(chosen);
    },
    forget() {
      sessionStorage.removeItem(storageKey);
      setPersona(undefined);
    },
  };
}
