// A valid bag that carries what its sender may not say: feeds of other PCs, ends that nobody signed, other offices, other campaigns.
import { append, headOf, linesOf, makeSource, testKey, type TestFeed } from "../made/make-bundle.ts";
import { feedOf, writtenFile, type HostileCase, type HostileKit, type Reader } from "./kit.ts";

type Head = ReturnType<typeof headOf>;
type Feeds = Readonly<{ own: TestFeed; victim: TestFeed; forged: TestFeed }>;

/** The sender's feed, one of another PC, and that one with an entry that the sender wrote into it. */
function feedsFor(reader: Pick<Reader, "campaign">): Feeds {
  const own = append(feedOf(reader, "sender"), [{ title: "自己的" }]);
  const victim = append(feedOf(reader, "victim"), [{ title: "别人的" }]);
  return { own, victim, forged: append(victim, [{ title: "伪造" }]) };
}

/** A bag of the sender's feed and the forged one, whose second head is that one. */
function carrying(kit: HostileKit, headFor: (feeds: Feeds) => Head): Promise<string> {
  const feeds = feedsFor(kit);
  const heads = [headOf(feeds.own), headFor(feeds)];
  const contains = Object.fromEntries(heads.map((one) => [one.feed, [{ fromSeq: 0, toSeq: one.seq, hash: one.hash }]]));
  const statement = { ...makeSource([feeds.own]).statement, contains };
  const entries = linesOf([feeds.own, feeds.forged]);
  return writtenFile(kit, [feeds.own, feeds.forged], { statement, heads, entries });
}

const headCase = (name: string, head: (feeds: Feeds) => Head): HostileCase => ({
  group: "feeds",
  name,
  code: "feed-forged",
  make: (kit) => carrying(kit, head),
});

const signedAs =
  (keyName: string, namespace: "anbao-bundle@v1" | "anbao-feed@v1") =>
  ({ forged }: Feeds): Head => {
    const head = headOf(forged);
    const { feed, hash, seq } = head;
    return { ...head, sig: testKey(keyName).signer.sign(namespace, Buffer.from(JSON.stringify({ feed, hash, seq }))) };
  };

/** Cases of feeds. */
export const FEED_CASES: readonly HostileCase[] = [
  headCase("an entry in another PC's feed, its head signed by the sender", signedAs("sender", "anbao-feed@v1")),
  headCase("a head whose signature is of another head", ({ forged, victim }) => ({ ...headOf(forged), sig: headOf(victim).sig })),
  headCase("a head that was signed as a bag", signedAs("victim", "anbao-bundle@v1")),
  headCase("a head whose signature is no signature", ({ forged }) => ({ ...headOf(forged), sig: "x" })),
  headCase("an entry beyond the head that its owner signed", ({ victim }) => headOf(victim)),
  {
    group: "feeds",
    name: "a feed without its opening entry",
    code: "feed-unknown",
    make: (kit) => {
      const { own } = feedsFor(kit);
      return writtenFile(kit, [own], { entries: linesOf([{ ...own, carried: own.carried.slice(1) }]) });
    },
  },
  {
    group: "feeds",
    name: "a feed of another campaign in a bundle of this one",
    code: "bundle-other-campaign",
    make: (kit) => writtenFile(kit, [feedsFor({ campaign: "other-2021" }).own], {}),
  },
  {
    group: "feeds",
    name: "a bundle of another campaign",
    code: "bundle-other-campaign",
    make: (kit) => writtenFile({ ...kit, campaign: "other-2021" }, [feedsFor({ campaign: "other-2021" }).own], {}),
  },
  {
    group: "feeds",
    name: "a bundle for another office",
    code: "bundle-other-recipient",
    make: (kit) => {
      const { own } = feedsFor(kit);
      return writtenFile(kit, [own], { statement: { ...makeSource([own]).statement, recipient: "620724199" } });
    },
  },
];
