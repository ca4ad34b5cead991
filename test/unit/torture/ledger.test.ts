import { expect, test } from 'vitest';
import { GONE, Ledger } from '../../torture/kills/ledger.ts';

test('what was told must be there; what was asked since may be', () => {
  const ledger = new Ledger();
  ledger.ask('name', 'first')();
  ledger.ask('name', 'second');
  expect(ledger.check(new Map([['name', 'first']]))).toEqual([]);
  expect(ledger.check(new Map([['name', 'second']]))).toEqual([]);
  expect(ledger.check(new Map([['name', 'third']]))).toEqual([
    'name is "third"; said to be saved was "first", asked since: "second"',
  ]);
  expect(ledger.check(new Map())).toHaveLength(1);
});

test('what was only asked may be missing, and what nobody asked for may not be there', () => {
  const ledger = new Ledger();
  ledger.ask('note', { text: 'a', id: 1 });
  expect(ledger.check(new Map())).toEqual([]);
  expect(ledger.check(new Map([['note', { id: 1, text: 'a', more: true }]]))).toEqual([]);
  expect(ledger.check(new Map([['other', 1]]))).toEqual(['other is 1, and nobody asked for it']);
});

test('what was said to be deleted stays deleted, and an older state never comes back', () => {
  const ledger = new Ledger();
  ledger.ask('note', 'text')();
  ledger.ask('note', GONE)();
  expect(ledger.check(new Map())).toEqual([]);
  expect(ledger.check(new Map([['note', 'text']]))).toHaveLength(1);
});

test('after a kill, what was found is what counts', () => {
  const ledger = new Ledger();
  ledger.ask('name', 'first')();
  ledger.ask('name', 'second');
  ledger.settle(new Map([['name', 'second']]));
  expect(ledger.check(new Map([['name', 'first']]))).toHaveLength(1);
  expect(ledger.told('name')).toBe('second');
});

test('what was asked of one who lives on may come later', () => {
  const ledger = new Ledger();
  ledger.ask('note', 'text');
  ledger.settle(new Map(), true);
  expect(ledger.check(new Map([['note', 'text']]))).toEqual([]);
  ledger.settle(new Map());
  expect(ledger.check(new Map([['note', 'text']]))).toHaveLength(1);
});
