import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import type { Chance } from '../chance.ts';
import {
  candidate,
  draw,
  dropFiles,
  layerNames,
  picture,
  projectName,
  untilIdle,
  untilSaved,
} from '../window/studio.ts';
import { GONE, type Ledger } from './ledger.ts';

/** Work of a hand in the real window; what the window says is saved goes into the ledger. */
export class WindowWork {
  readonly #page: () => Page;
  readonly #ledger: Ledger;
  readonly #chance: Chance;
  /** Set when something was killed: the rest of the script is left out. */
  stopped = false;
  #end: () => void = () => undefined;
  readonly #ended: Promise<never>;

  constructor(page: () => Page, ledger: Ledger, chance: Chance) {
    this.#page = page;
    this.#ledger = ledger;
    this.#chance = chance;
    this.#ended = new Promise((_resolve, reject) => {
      this.#end = () => reject(new Error('the work was ended'));
    });
    this.#ended.catch(() => undefined);
  }

  /** Whatever waits for something gives up, so that this work does nothing more beside the next one. */
  end(): void {
    this.stopped = true;
    this.#end();
  }

  /** What `wait` gives; rejects when the work is ended. */
  async #unlessEnded<T>(wait: () => Promise<T>): Promise<T> {
    return await Promise.race([this.#ended, wait()]);
  }

  async #untilLayers(count: number): Promise<void> {
    const page = this.#page();
    await this.#unlessEnded(() =>
      expect.poll(async () => (await layerNames(page)).length, { timeout: 20_000 }).toBe(count),
    );
  }

  async run(steps: number): Promise<void> {
    // What a kill has left to be decided is dropped.
    if (await candidate(this.#page()).isVisible()) await this.#page().keyboard.press('Escape');
    // A project without a name of its own could not be told from another one.
    if ((await projectName(this.#page())).startsWith('Untitled')) await this.#rename();
    for (let step = 0; step < steps && !this.stopped; step += 1) {
      await this.#chance.weighted<() => Promise<void>>([
        [4, () => this.#draw()],
        [4, () => this.#importPicture()],
        [3, () => this.#paintAndRetouch()],
        [2, () => this.#rename()],
        [2, () => this.#note()],
        [2, () => this.#newProject()],
        [2, () => this.#switchProject()],
        [1, () => this.#undo()],
      ])();
    }
  }

  /** Asks for a change of the layers, makes it, and writes down that it was said to be saved. */
  async #change(added: readonly string[], work: () => Promise<void>): Promise<void> {
    const page = this.#page();
    const name = await projectName(page);
    const before = await layerNames(page);
    const answered = this.#ledger.ask(`${name} layers`, [...before, ...added]);
    await work();
    // Something was killed in between: what it came to is found by looking, not told by the work.
    if (this.stopped) return;
    await this.#unlessEnded(() => untilIdle(page));
    await this.#unlessEnded(() => untilSaved(page));
    const names = await layerNames(page);
    if (!this.stopped) answered(names);
  }

  #word(what: string): string {
    return `${what} ${this.#chance.int(1000, 999_999)}`;
  }

  async #draw(): Promise<void> {
    const prompt = this.#word('a red circle');
    await this.#change([prompt], async () => {
      const page = this.#page();
      const before = (await layerNames(page)).length;
      await draw(page, prompt);
      // On a page with work on it a new picture waits for a decision; on an empty one it is a layer at once.
      const settled = async () => (await candidate(page).isVisible()) || (await layerNames(page)).length > before;
      await this.#unlessEnded(() => expect.poll(settled, { timeout: 60_000 }).toBe(true));
      if (await candidate(page).isVisible()) await page.keyboard.press('Enter');
      await this.#untilLayers(before + 1);
    });
  }

  async #importPicture(): Promise<void> {
    const name = this.#word('photo');
    const data = this.#chance.bytes(60 * 40 * 3);
    const bytes = new Uint8Array(encode({ width: 60, height: 40, channels: 3, depth: 8, data }));
    await this.#change([name], async () => {
      const before = (await layerNames(this.#page())).length;
      await dropFiles(this.#page(), [{ name: `${name}.png`, bytes }]);
      await this.#untilLayers(before + 1);
    });
  }

  async #paintAndRetouch(): Promise<void> {
    const page = this.#page();
    if ((await layerNames(page)).length === 0) return this.#importPicture();
    const prompt = this.#word('a blue star');
    const accepted = this.#chance.happens(0.6);
    await this.#change([prompt], async () => {
      const before = (await layerNames(page)).length;
      await page.getByRole('button', { name: /^Region brush/ }).click();
      const box = await picture(page).boundingBox();
      if (box === null) return;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x - 40, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y, { steps: 4 });
      await page.mouse.up();
      await draw(page, prompt);
      await this.#unlessEnded(() => expect(candidate(page)).toBeVisible({ timeout: 60_000 }));
      await page.keyboard.press(accepted ? 'Enter' : 'Escape');
      await this.#untilLayers(before + (accepted ? 1 : 0));
      await page
        .getByRole('button', { name: 'Clear the region' })
        .click({ timeout: 5000 })
        .catch(() => undefined);
    });
  }

  async #rename(): Promise<void> {
    const page = this.#page();
    const [before, after] = [await projectName(page), this.#word('Renamed')];
    const told = this.#ledger.told(`${before} layers`);
    // Nobody was told anything of a project that was just made.
    const layers = told === GONE ? [] : told;
    // Under either name, until the window says that it has the new one.
    this.#ledger.ask(`${after} layers`, layers);
    const gone = this.#ledger.ask(`${before} layers`, GONE);
    const field = page.getByRole('textbox', { name: 'Project name' });
    await field.fill(after);
    await field.press('Enter');
    await this.#unlessEnded(() => untilSaved(page));
    // The field shows what was typed; the list of projects what the store has answered.
    await page.getByRole('button', { name: 'Project', exact: true }).click();
    await this.#unlessEnded(() => expect(page.getByRole('menuitem', { name: after })).toBeVisible({ timeout: 20_000 }));
    await page.keyboard.press('Escape');
    gone();
    this.#ledger.ask(`${after} layers`, layers)();
  }

  async #note(): Promise<void> {
    const page = this.#page();
    if ((await layerNames(page)).length === 0) return this.#importPicture();
    await page.getByRole('tab', { name: 'Describe' }).click();
    await page.getByRole('button', { name: 'Describe the picture' }).click();
    const notes = page.locator('.note');
    const before = await notes.count();
    await this.#unlessEnded(() => expect(notes).toHaveCount(before + 1, { timeout: 60_000 }));
    const text = this.#word('Note');
    await notes.first().getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit' }).fill(text);
    const answered = this.#ledger.ask(`note ${text}`, true);
    await notes.first().getByRole('button', { name: 'Done' }).click();
    // The list shows what the store has answered.
    await this.#unlessEnded(() => expect(notes.first().getByText(text)).toBeVisible({ timeout: 20_000 }));
    answered();
    await page.getByRole('tab', { name: 'Layers' }).click();
  }

  async #newProject(): Promise<void> {
    const page = this.#page();
    await page.getByRole('button', { name: 'Project', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New project' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await this.#untilLayers(0);
    await this.#unlessEnded(() => untilSaved(page));
    await this.#rename();
  }

  async #switchProject(): Promise<void> {
    const page = this.#page();
    await page.getByRole('button', { name: 'Project', exact: true }).click();
    // Of what the menu offers, the projects alone: they have the names that were given here, or none yet.
    const projects = page.getByRole('menuitem', { name: /^(Renamed|Untitled)/ });
    await projects.nth(this.#chance.int(0, (await projects.count()) - 1)).click();
    await this.#unlessEnded(() => untilSaved(page));
  }

  async #undo(): Promise<void> {
    const page = this.#page();
    const button = page.getByRole('button', { name: 'Undo' });
    if (await button.isDisabled()) return;
    const name = await projectName(page);
    // What it takes back is not always a layer: whatever is there then counts.
    const before = await layerNames(page);
    const answered = this.#ledger.ask(`${name} layers`, before.slice(0, -1));
    await button.click();
    await page.waitForTimeout(600);
    await this.#unlessEnded(() => untilIdle(page));
    const names = await layerNames(page);
    if (!this.stopped) answered(names);
  }
}
