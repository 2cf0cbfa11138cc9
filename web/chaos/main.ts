/**
 * Lets visitors and agents live with the client that ships, and writes down what happened.
 *
 * On the standard input comes the plan, and when the service does nothing wrong any more a line with how the run ends;
 * when the input ends before that, whoever started this is gone.
 */
import { createInterface } from "node:readline";
import { Agent } from "./agent";
import type { Person } from "./person";
import { unlessOver, Visitor } from "./visitor";
import { type Plan, World } from "./world";

/** How the run ends: `hasten`, every device loses its sockets once more; `patience`, in milliseconds of the run's time. */
interface End {
  hasten: boolean;
  patience: number;
}

const SECOND = 1000;
/** What was under way when the trouble ended has come or gone. */
const LAST_OF_IT = 2 * SECOND;
const LOOK_EVERY = 100;

export async function run(): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const read = async <Message>() => {
    const { value, done } = await lines.next();
    if (done) throw new Error("whoever started this is gone");
    return JSON.parse(value) as Message;
  };
  const world = new World(await read<Plan>(), tell);
  const people: Person[] = [
    ...world.plan.agents.map((one) => new Agent(world, one)),
    ...world.plan.visitors.map((one, index) => new Visitor(world, index + 1, one)),
  ];
  const lives = people.map((person) => person.live().catch(unlessOver));
  const end = await Promise.race([read<End>(), Promise.all(lives).then(never)]);
  world.over = true;
  await Promise.all(lives);
  const unsettled = await settled(world, people, end);
  tell({ counted: world.counted, unsettled });
}

/** Waits until everybody has caught up, and returns who has not in the time that there was. */
async function settled(world: World, people: Person[], { hasten, patience }: End): Promise<string[]> {
  const until = world.now() + patience;
  for (const device of people.flatMap((person) => person.devices())) device.comeBack();
  for (const person of people) person.goOn();
  await past(world, world.now() + LAST_OF_IT);
  if (hasten) for (const device of people.flatMap((person) => person.devices())) device.cut();
  const since = world.now();
  const unsettled = () => people.flatMap((person) => person.unsettled(since));
  // Twice in a row: what one screen fetches may be news for another.
  for (let good = 0; good < 5 && world.now() < until; ) {
    await past(world, world.now() + 0.5 * SECOND);
    good = unsettled().length === 0 ? good + 1 : 0;
    for (const person of people) person.goOn();
  }
  return unsettled();
}

async function past(world: World, moment: number): Promise<void> {
  while (world.now() < moment) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY / world.plan.speed));
}

function tell(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

const never = () => new Promise<never>(() => {});
