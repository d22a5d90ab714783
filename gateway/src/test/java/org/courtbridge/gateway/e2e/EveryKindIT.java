package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two rooms and four clients, each of another make, in one hearing: everybody hears all others; who sees one picture at a
 * time sees whoever speaks, and who sees many sees them all.
 */
@Tag("soak")
@Tag("kinds")
@Tag("measures")
class EveryKindIT {

    private static final List<Integer> ROOMS = List.of(1, 2);
    private static final int CHROMIUM = 3;
    private static final int FIREFOX = 4;
    private static final int AIORTC = 5;

    /** whip-client sends, and a player in Chromium receives by WHEP. */
    private static final int WHIP = 6;

    private static final List<Integer> ALL = List.of(1, 2, CHROMIUM, FIREFOX, AIORTC, WHIP);
    private static final int SECONDS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void everybodyHearsAndSeesWhomTheyShould() throws Exception {
        try (Court court = Court.open("EveryKindIT")) {
            court.start();
            String link = court.invite(WHIP);
            try (BaresipPeer first = court.room(ROOMS.getFirst());
                    BaresipPeer second = court.room(ROOMS.getLast());
                    BrowserPeer chromium = court.phone(CHROMIUM);
                    FirefoxPeer firefox = FirefoxPeer.start(court.folder(), FIREFOX, court.invite(FIREFOX));
                    AiortcPeer aiortc =
                            AiortcPeer.start(court.folder(), AIORTC, court.invite(AIORTC), Court.CODE_WORD);
                    WhipPeer camera = WhipPeer.start(court.folder(), WHIP, link);
                    BrowserPeer player = BrowserPeer.start(court.folder(), WHIP, "kk-KZ")) {
                Parties parties = new Parties(first, second, chromium, firefox, aiortc, player);
                court.call(first);
                court.call(second);
                court.knock(chromium);
                firefox.join(Court.CODE_WORD);
                firefox.awaitBody("state", "lobby");
                player.page().navigate(link);
                player.evaluate(MeasuredPage.resource("whep.js"));
                player.evaluate("courtWhep.play('" + camera.token() + "')");
                for (int client : List.of(CHROMIUM, FIREFOX, AIORTC, WHIP)) {
                    court.admit(client);
                }
                for (int other : others(CHROMIUM)) {
                    court.awaitSight(chromium, other);
                }
                for (int other : others(FIREFOX)) {
                    court.awaitSight(firefox, other);
                }
                Await.until(
                        "everybody hears all others",
                        LIMIT,
                        () -> parties.deafness().isEmpty());

                onlySpeaker(court, ALL.getLast());
                parties.awaitSightOf(ALL.getLast());
                int before = ALL.getLast();
                for (int speaker : ALL) {
                    onlySpeaker(court, speaker);
                    parties.awaitSightOf(speaker);
                    int last = before;
                    Sight.areSmooth(() -> parties.sights(speaker, last));
                    before = speaker;
                }
                firefox.leave();
                camera.leave();
                player.evaluate("courtWhep.stop()");
                assertThat(camera.log()).doesNotContain("error");
                assertThat(aiortc.log()).doesNotContain("failure").doesNotContain("Traceback");
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private record Parties(
            BaresipPeer first,
            BaresipPeer second,
            BrowserPeer chromium,
            FirefoxPeer firefox,
            AiortcPeer aiortc,
            BrowserPeer player) {

        /** @return who does not hear whom */
        List<String> deafness() throws Exception {
            Await.elapsed(Duration.ofSeconds(SECONDS));
            List<String> complaints = new ArrayList<>();
            complaints.addAll(of(1, first.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE));
            complaints.addAll(of(2, second.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE));
            complaints.addAll(of(CHROMIUM, chromium.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE));
            complaints.addAll(of(FIREFOX, firefox.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE));
            complaints.addAll(of(AIORTC, aiortc.receivedInTheLast(SECONDS), AiortcPeer.SAMPLE_RATE));
            complaints.addAll(of(WHIP, player.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE));
            return complaints;
        }

        private static List<String> of(int self, short[] sound, int sampleRate) {
            return Proof.deafness(self, others(self), sound, sampleRate);
        }

        /** By all who see one picture at a time. */
        void awaitSightOf(int speaker) {
            for (BaresipPeer room :
                    speaker == 1 ? List.of(second) : speaker == 2 ? List.of(first) : List.of(first, second)) {
                Await.until(
                        "a room's sight of " + speaker,
                        Court.PATIENCE,
                        () -> room.screen()
                                .filter(picture -> picture.party() == speaker)
                                .isPresent());
            }
            if (speaker != AIORTC) {
                Await.until(
                        "aiortc's sight of " + speaker,
                        Court.PATIENCE,
                        () -> !aiortc.shown().isEmpty()
                                && aiortc.shown().getLast().picture().party() == speaker);
            }
            if (speaker != WHIP) {
                Await.until(
                        "the player's sight of " + speaker,
                        Court.PATIENCE,
                        () -> !player.shown().isEmpty()
                                && player.shown().getLast().picture().party() == speaker);
            }
        }

        /** @param before whom the speaker goes on seeing, if it sees one picture at a time */
        List<Sight> sights(int speaker, int before) throws Exception {
            Duration time = Duration.ofSeconds(SECONDS);
            int firstSees = speaker == 1 ? before : speaker;
            int secondSees = speaker == 2 ? before : speaker;
            int aiortcSees = speaker == AIORTC ? before : speaker;
            int playerSees = speaker == WHIP ? before : speaker;
            List<FutureTask<Sight>> watching = List.of(
                    watching(1, firstSees, () -> first.watch(firstSees, time)),
                    watching(2, secondSees, () -> second.watch(secondSees, time)),
                    watching(AIORTC, aiortcSees, () -> aiortc.watch(aiortcSees, time)));
            MeasuredPage.Watch atChromium = chromium.watch();
            MeasuredPage.Watch atFirefox = firefox.watch();
            MeasuredPage.Watch atPlayer = player.watch();
            Await.elapsed(time);
            List<Sight> sights = new ArrayList<>();
            sights.addAll(Sight.of(CHROMIUM, atChromium.end(others(CHROMIUM))));
            sights.addAll(Sight.of(FIREFOX, atFirefox.end(others(FIREFOX))));
            sights.addAll(Sight.of(WHIP, atPlayer.end(Set.of(playerSees))));
            for (FutureTask<Sight> one : watching) {
                sights.add(one.get());
            }
            return sights;
        }

        private static FutureTask<Sight> watching(int self, int other, Callable<Sighting> watch) {
            FutureTask<Sight> task = new FutureTask<>(() -> new Sight(self, other, watch.call()));
            Thread.ofVirtual().start(task);
            return task;
        }
    }

    private static Set<Integer> others(int self) {
        Set<Integer> others = new HashSet<>(ALL);
        others.remove(self);
        return others;
    }

    private static void onlySpeaker(Court court, int speaker) throws Exception {
        for (int party : ALL) {
            if (party == speaker) {
                court.unmute(party);
            } else {
                court.mute(party);
            }
        }
    }
}
