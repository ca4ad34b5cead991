import { useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { useHub, useWords } from '../context.ts';

/** Which repository of the hub is meant, whom that asks, and the token for it. */
export function HubForm() {
  const words = useWords().hub;
  const { now, repository, revision, isLooking, setRepository, setRevision, look, close } = useHub((state) => state);
  if (now === null) return null;
  return (
    <section className="found hub" aria-label={words.title}>
      <h3>{words.title}</h3>
      <Form
        className="hub-form"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <TextField className="hub-repository" value={repository} onChange={setRepository} maxLength={300} autoFocus>
          <Label>{words.repository}</Label>
          <Input className="text-field" spellCheck="false" autoComplete="off" />
        </TextField>
        <TextField value={revision} onChange={setRevision} maxLength={200}>
          <Label>{words.revision}</Label>
          <Input className="text-field" spellCheck="false" autoComplete="off" />
        </TextField>
        <div className="button-row">
          <Button className="main-button" type="submit" isDisabled={repository.trim() === ''}>
            {words.look}
          </Button>
          <Button className="plain-button" onPress={close}>
            {words.back}
          </Button>
          <span role="status">{isLooking && words.looking({ host: now.host })}</span>
        </div>
        <p className="preference-note">
          {words.asks({ host: now.host })} {now.isMirror && words.mirror}
        </p>
      </Form>
      <Token />
    </section>
  );
}

/** The token is entered here and goes to main at once: the window does not keep it. */
function Token() {
  const words = useWords().hub.token;
  const now = useHub((state) => state.now);
  const setToken = useHub((state) => state.setToken);
  const [text, setText] = useState('');
  if (now === null) return null;
  const title = words.title({ host: now.host });
  return (
    <section className="hub-token" aria-label={title}>
      <h4>{title}</h4>
      <p className="preference-note" role="status">
        {words[now.token]}
      </p>
      {now.token === 'none' ? (
        <Form
          className="hub-token-form"
          onSubmit={(event) => {
            event.preventDefault();
            void setToken(text).then((isTaken) => isTaken && setText(''));
          }}
        >
          <TextField type="password" value={text} onChange={setText} maxLength={1000} aria-label={words.field}>
            <Input className="text-field" autoComplete="off" />
          </TextField>
          <Button className="plain-button" type="submit" isDisabled={text.trim() === ''}>
            {words.keep}
          </Button>
        </Form>
      ) : (
        <div className="button-row">
          <Button className="plain-button" onPress={() => void setToken(null)}>
            {words.forget}
          </Button>
        </div>
      )}
    </section>
  );
}
