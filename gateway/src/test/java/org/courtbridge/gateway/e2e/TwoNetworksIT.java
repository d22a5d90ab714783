package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A gateway in two networks that have nothing but it in common, and neither of which is that of its default route: a room of SIP
 * and one of H.323 in each hear and see the others, as each is told the address that it reaches.
 */
class TwoNetworksIT {

    private static final int SIP_HERE = 1;
    private static final int H323_HERE = 2;
    private static final int SIP_THERE = 3;
    private static final int H323_THERE = 4;

    private static final String EVERYWHERE = "0.0.0.0";

    @Test
    void roomsOfBothNetworksHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("TwoNetworksIT", EVERYWHERE)) {
            court.start();
            try (AttachedNetwork here = AttachedNetwork.open(court.folder(), 1);
                    AttachedNetwork there = AttachedNetwork.open(court.folder(), 2);
                    BaresipPeer first = sip(court, here, SIP_HERE);
                    BaresipPeer second = sip(court, there, SIP_THERE);
                    DemoRoomPeer third = h323(court, here, H323_HERE);
                    DemoRoomPeer fourth = h323(court, there, H323_THERE)) {
                first.dial("sip:" + Court.NUMBER + "@" + here.gateway());
                first.awaitEvent("CALL_ESTABLISHED");
                // One is called, the other calls.
                court.dial(SIP_THERE);
                second.awaitEvent("CALL_ESTABLISHED");
                court.dial(H323_HERE);
                court.dial(H323_THERE);
                court.awaitLegs(4);

                hears(SIP_HERE, first, Set.of(H323_HERE, SIP_THERE, H323_THERE));
                hears(SIP_THERE, second, Set.of(SIP_HERE, H323_HERE, H323_THERE));
                hears(H323_HERE, court, Set.of(SIP_HERE, SIP_THERE, H323_THERE));
                hears(H323_THERE, court, Set.of(SIP_HERE, H323_HERE, SIP_THERE));
                sees(third);
                sees(fourth);
                Await.until("a picture here", Court.PATIENCE, () -> first.framesShown() > 10);
                Await.until("a picture there", Court.PATIENCE, () -> second.framesShown() > 10);
                toldNothingElse(first, here);
                toldNothingElse(second, there);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static BaresipPeer sip(Court court, AttachedNetwork network, int party) throws Exception {
        BaresipPeer.Account account = new BaresipPeer.Account(
                party, "room" + party, court.addDevice(party), network.gateway() + ":" + GatewayProcess.SIP_PORT, true);
        BaresipPeer room = BaresipPeer.start(court.folder(), account, network.settings(), "", network.place());
        room.awaitRegistered();
        return room;
    }

    private static DemoRoomPeer h323(Court court, AttachedNetwork network, int party) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve("h323-" + party));
        List<String> arguments = new ArrayList<>(List.of("--protocol", "H323"));
        arguments.addAll(List.of("--server", network.gateway() + ":1719"));
        arguments.addAll(List.of("--user", "room" + party, "--password", court.addDevice(party)));
        arguments.addAll(List.of(
                "--sound",
                Tones.file(folder, party, BaresipPeer.SAMPLE_RATE, 10).toString()));
        arguments.addAll(List.of("--recording", recording(court, party).toString()));
        DemoRoomPeer room = DemoRoomPeer.start(folder, network.place().through(), arguments);
        room.awaitState("registered");
        return room;
    }

    private static Path recording(Court court, int party) {
        return court.folder().resolve("heard-by-" + party + ".wav");
    }

    private static void hears(int party, BaresipPeer room, Set<Integer> others) {
        Proof.hears(party, others, room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }

    private static void hears(int party, Court court, Set<Integer> others) {
        Await.until(
                "%d hears %s".formatted(party, others),
                Court.PATIENCE,
                () -> Files.exists(recording(court, party)) && heard(recording(court, party), others));
    }

    private static boolean heard(Path recording, Set<Integer> others) throws Exception {
        return Tones.Recording.read(recording)
                .filter(sound ->
                        others.stream().allMatch(other -> Tones.hears(other, sound.last(3), sound.sampleRate())))
                .isPresent();
    }

    private static void sees(DemoRoomPeer room) {
        Await.until(
                "a picture",
                Court.PATIENCE,
                () -> room.report()
                        .filter(report -> report.path("pictures").asInt() > 3
                                && report.path("width").asInt() > 0)
                        .isPresent());
    }

    /** In no Via, Contact or description that came to it is another address of the gateway's. */
    private static void toldNothingElse(BaresipPeer room, AttachedNetwork network) throws Exception {
        String signalling = room.log();
        assertThat(signalling).contains("c=IN IP4 " + network.gateway(), "<sip:gateway@" + network.gateway());
        String other = network.gateway().contains(".1.1") ? "10.91.2.1" : "10.91.1.1";
        assertThat(signalling).doesNotContain("10.77.0.1", "10.78.0.1", other);
    }
}
