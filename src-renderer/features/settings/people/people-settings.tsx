// 人员与 PIN: who can open the program on this PC, who may release, when it locks by itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { People, PersonView } from "../../../../src-main/api/people/contract.ts";
import { query } from "../../../rpc/api.ts";
import { useDates, useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Loading } from "../../../ui/loading.tsx";
import { Note } from "../../../ui/note.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { AutoLock } from "./auto-lock.tsx";
import { ChangePin } from "./change-pin.tsx";
import { PersonForm } from "./person-form.tsx";

type Doing = "add" | "hand-over" | "pin" | undefined;

export function PeopleSettings() {
  const { t } = useTranslation("people");
  const { role } = useSession();
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing>();
  const [done, setDone] = useState<"add" | "hand-over" | "pin">();
  const people = useQuery(query.people.list.queryOptions({ staleTime: 0 }));
  const keep = (now: People): void => void client.setQueryData(query.people.list.queryKey(), now);
  const finish = (what: "add" | "hand-over") => (now: People) => (keep(now), setDoing(undefined), setDone(what));
  const add = useMutation(query.people.add.mutationOptions({ onSuccess: finish("add") }));
  const handOver = useMutation(query.people.handOver.mutationOptions({ onSuccess: finish("hand-over") }));
  if (people.isError) return <ProblemNotice problem={problemOf(people.error)} />;
  if (people.data === undefined) return <Loading />;
  const open = (next: Doing) => () => (add.reset(), handOver.reset(), setDone(undefined), setDoing(next));
  const send = doing === "hand-over" ? handOver : add;
  return (
    <div className="stack people">
      {done !== undefined && <Done what={done} role={role} />}
      <Sheet
        flush
        title={t("title")}
        beside={t("what")}
        actions={
          <>
            <Button onClick={open("pin")}>{t("changePin")}</Button>
            <Button onClick={open("hand-over")}>{t("handOver")}</Button>
            <Button type="primary" onClick={open("add")}>
              {t("add")}
            </Button>
          </>
        }
      >
        <PeopleTable people={people.data} role={role} onChanged={keep} />
      </Sheet>
      {doing === "pin" && <ChangePin onDone={() => (setDoing(undefined), setDone("pin"))} onCancel={open(undefined)} />}
      {(doing === "add" || doing === "hand-over") && (
        <PersonForm
          key={doing}
          purpose={doing}
          mayGrant={people.data.mayGrant}
          pending={send.isPending}
          problem={send.isError ? problemOf(send.error) : undefined}
          onSend={(person) => send.mutate(person)}
          onCancel={open(undefined)}
        />
      )}
      <AutoLock />
    </div>
  );
}

/** After a hand-over 附件1 names someone else: the way there is offered at once. */
function Done({ what, role }: Readonly<{ what: "add" | "hand-over" | "pin"; role: "unit" | "county" }>) {
  const { t } = useTranslation("people");
  const [, go] = useLocation();
  return (
    <Note tone="ok">
      {t(`done.${what}`)}{" "}
      {what === "hand-over" && role === "unit" && (
        <button type="button" className="link" onClick={() => go("/settings/liaison")}>
          {t("toLiaison")}
        </button>
      )}
    </Note>
  );
}

type TableProps = Readonly<{ people: People; role: "unit" | "county"; onChanged: (now: People) => void }>;

function PeopleTable({ people, role, onChanged }: TableProps) {
  const { t } = useTranslation("people");
  const remove = useMutation(query.people.remove.mutationOptions({ onSuccess: onChanged }));
  const grant = useMutation(query.people.setMayRelease.mutationOptions({ onSuccess: onChanged }));
  const problem = remove.isError ? remove.error : grant.isError ? grant.error : undefined;
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problemOf(problem)} />}
      <table className="plain">
        <thead>
          <tr>
            <th>{t("name")}</th>
            <th>{t("post")}</th>
            <th>{t("state")}</th>
            {role === "unit" && <th>{t("release")}</th>}
            <th className="num">{t("action")}</th>
          </tr>
        </thead>
        <tbody>
          {people.people.map((person) => (
            <PersonRow
              key={person.person}
              person={person}
              mayGrant={role === "unit" ? people.mayGrant : undefined}
              onGrant={(mayRelease) => grant.mutate({ person: person.person, mayRelease })}
              onRemove={() => remove.mutate({ person: person.person })}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

type RowProps = Readonly<{
  person: PersonView;
  /** Whether the right to release may be given here; undefined at the county, which has no releases. */
  mayGrant: boolean | undefined;
  onGrant: (mayRelease: boolean) => void;
  onRemove: () => void;
}>;

function PersonRow({ person, mayGrant, onGrant, onRemove }: RowProps) {
  const { t } = useTranslation("people");
  return (
    <tr>
      <td>
        <Foreign text={person.name} />
      </td>
      <td className="muted">
        <Foreign text={person.post} />
      </td>
      <td>
        <PersonState person={person} />
      </td>
      {mayGrant !== undefined && (
        <td>
          {person.here && (
            <Checkbox
              checked={person.mayRelease}
              disabled={!mayGrant}
              aria-label={t("mayReleaseOf", { name: person.name })}
              onChange={(event) => onGrant(event.target.checked)}
            >
              {t("mayRelease")}
            </Checkbox>
          )}
        </td>
      )}
      <td className="num">
        {person.here && !person.working && (
          <Popconfirm
            title={t("removeSure", { name: person.name })}
            description={t("removeWhat")}
            okText={t("removeNow")}
            cancelText={t("cancel")}
            onConfirm={onRemove}
          >
            <Button size="small">{t("remove")}</Button>
          </Popconfirm>
        )}
      </td>
    </tr>
  );
}

function PersonState({ person }: Readonly<{ person: PersonView }>) {
  const { t } = useTranslation("people");
  const dates = useDates();
  if (person.working) return <Tag tone="accent">{t("working")}</Tag>;
  if (person.here) return <Tag tone="ok">{t("here")}</Tag>;
  return <Tag tone="quiet">{person.leftOn === null ? t("elsewhere") : t("leftOn", { day: dates.day(person.leftOn) })}</Tag>;
}
