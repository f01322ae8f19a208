// The worker of copies: started when somebody makes or reads one.
import { type Database, openDatabase } from "../store/schema.js";
import { copyTaskRunner } from "./copy-tasks.js";
import { serveTasks } from "./serve.js";

let opened: Promise<Database> | undefined;

serveTasks(
  self as unknown as DedicatedWorkerGlobalScope,
  copyTaskRunner(() => (opened ??= openDatabase())),
);
