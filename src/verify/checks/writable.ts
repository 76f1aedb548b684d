import type { Probe } from './probe.ts'
import type { Subject } from './subject.ts'

const entities = new WeakMap<Probe, Subject>()

/** Lets a probe write to an entity whose picture lies saved. */
export function allowWriting(probe: Probe, subject: Subject): void {
  entities.set(probe, subject)
}

/** The entity that a writing check may change. @throws for a probe that may not write */
export function theEntity(probe: Probe): Subject {
  const subject = entities.get(probe)
  if (subject === undefined) throw new Error('This probe may not write.')
  return subject
}
