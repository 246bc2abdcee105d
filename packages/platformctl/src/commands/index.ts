import { classesGet } from './classes/get';
import { classes, classesList } from './classes/list';
import { Command } from './Command';
import { driftList } from './drift/list';
import { health } from './health';
import { jobsCancel } from './jobs/cancel';
import { jobsList } from './jobs/list';
import { jobsLogs } from './jobs/logs';
import { jobsPause } from './jobs/pause';
import { jobsPauses } from './jobs/pauses';
import { jobsReplay } from './jobs/replay';
import { jobsResume } from './jobs/resume';
import { jobsShow } from './jobs/show';
import { lanesList } from './lanes/list';
import { lanesShow } from './lanes/show';
import { requestApprove } from './request/approve';
import { requestCreate } from './request/create';
import { requestDelete } from './request/delete';
import { requestDiff } from './request/diff';
import { requestExtend } from './request/extend';
import { requestGet } from './request/get';
import { requestList } from './request/list';
import { requestLogs } from './request/logs';
import { requestPlan } from './request/plan';
import { requestReconcile } from './request/reconcile';
import { requestReject } from './request/reject';
import { requestUpdate } from './request/update';
import { requestWait } from './request/wait';
import { requestWithdraw } from './request/withdraw';
import { login } from './session/login';
import { tokenMint } from './session/tokenMint';
import { targetsList } from './targets/list';
import { targetsManifests } from './targets/manifests';

/** Every command, in the order in which they are listed. */
export const commands: readonly Command[] = [
  classes,
  classesList,
  classesGet,
  requestCreate,
  requestList,
  requestGet,
  requestPlan,
  requestDiff,
  requestUpdate,
  requestExtend,
  requestApprove,
  requestReject,
  requestWithdraw,
  requestReconcile,
  requestWait,
  requestDelete,
  requestLogs,
  jobsList,
  jobsShow,
  jobsLogs,
  jobsReplay,
  jobsCancel,
  jobsPause,
  jobsResume,
  jobsPauses,
  lanesList,
  lanesShow,
  driftList,
  targetsList,
  targetsManifests,
  health,
  login,
  tokenMint,
];
