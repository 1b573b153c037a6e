import { workerData } from 'node:worker_threads';

// The body of the thread that `endBy` starts: it shares no loop with the game, and so fires whatever the game does.
setTimeout(() => process.kill(process.pid, 'SIGKILL'), workerData as number);
