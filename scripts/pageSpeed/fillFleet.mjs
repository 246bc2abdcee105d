import { DemoApi } from '../demo/DemoApi.mjs';

const atOnce = 8;

/**
 * Asks for many things that wait for approval, so that the fleet is large and nothing else goes on while pages are measured.
 *
 * @returns their ids
 */
export async function fillFleet(address, count) {
  const api = new DemoApi(address);
  const ids = [];
  const started = Date.now();
  let next = 0;
  const askOn = async () => {
    for (let index = next++; index < count; index = next++) {
      const { id } = await api.ask('requester', `fleet-${index}`, {
        class: 'production',
        team: 'platform',
        app: 'billing-api',
        region: 'us-east-1',
        reason: `Number ${index} of many`,
        parameters: { changeTicket: 'CHG-1042' },
      });
      ids.push(id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  const seconds = (Date.now() - started) / 1000;
  console.log(
    `${count} requests asked for in ${seconds.toFixed(0)} s, ${(
      count / seconds
    ).toFixed(0)} a second`,
  );
  return ids;
}
