// The worker of copies: started when somebody makes or reads one.
import { oneConnection } from "../store/one-connection.js";
import { copyTaskRunner } from "./copy-tasks.js";
import { serveTasks } from "./serve.js";

serveTasks(
  self as unknown as DedicatedWorkerGlobalScope,
  copyTaskRunner(oneConnection()),
);
