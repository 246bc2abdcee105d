/** `degraded`: works, but somebody should look; `down`: does not work. */
export type HealthStatus = 'ok' | 'degraded' | 'down';

export interface DependencyHealth {
  name: string;
  status: HealthStatus;
  message: string;
  /** What an operator does next; empty when nothing is wrong. */
  advice: string;
  latencyMs?: number;
}

export interface HealthReport {
  status: HealthStatus;
  checkedAt: Date;
  dependencies: DependencyHealth[];
}

/**
 * Reports what the control plane leans on.
 *
 * @remarks
 * For people and dashboards. It never takes the backend out of service: a broken forge must not end everybody's Backstage.
 */
export interface HealthService {
  report(): Promise<HealthReport>;
}
