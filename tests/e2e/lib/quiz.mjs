// What a question says and shows once it is answered.
import assert from 'node:assert/strict';
import { answer } from './keyboard.mjs';

// What a form shows now.
export const state = (tab, form) => tab.locator(form).evaluate((element) => {
  const quiz = element.closest('.quiz');
  const status = element.querySelector('[role=status]');
  const button = element.querySelector('.quiz-button');
  return {
    status: status.textContent, button: button.hidden ? '' : button.textContent, locked: element.querySelector('fieldset').disabled,
    texts: { ...quiz.dataset }, count: quiz.querySelectorAll('form.question:not([hidden])').length, attempts: Number(quiz.dataset.attempts),
    marks: element.querySelectorAll('.quiz-mark').length, focused: element.contains(document.activeElement) || quiz.contains(document.activeElement),
    feedback: Array.from(element.querySelectorAll('.answer .feedback'), (one) => one.textContent.replace(/\s+/g, ' ').trim()),
  };
});

// Answers once and looks at what is said. `right` tells which verdict is due.
export async function answerAndLook(tab, form, key, right) {
  await answer(tab, form, key.type, right ? key.right : key.wrong);
  const now = await state(tab, form);
  const [due, other] = right ? [now.texts.textRight, now.texts.textWrong] : [now.texts.textWrong, now.texts.textRight];
  assert.ok(now.status.includes(due), `“${due}” is not announced but “${now.status}”`);
  assert.ok(!now.status.startsWith(other), now.status);
  assert.ok(now.locked, 'the question can still be changed');
  assert.ok(now.marks > 0, 'no part of the answer is marked');
  assert.ok(now.focused, 'the focus is lost');
  return now;
}
