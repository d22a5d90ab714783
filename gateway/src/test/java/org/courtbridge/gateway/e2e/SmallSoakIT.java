package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hearing in which two rooms stay while a third room and a phone come and go for {@code soak.minutes}, ten if not
 * said: what those who left had is given back.
 */
@Tag("soak")
@Tag("small")
class SmallSoakIT {

    private static final int PASSING_ROOM = 3;
    private static final int PHONE = 3;

    private static final Duration MINUTES = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));

    /** Code is compiled and pools are filled by then. */
    private static final Duration WARM_UP =
            MINUTES.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(2) : Duration.ofSeconds(40);

    /** A memory that grew by more than so much in the time would fill a machine in days. */
    private static final long HEAP_GROWTH_KILOBYTES = 8_192;

    private static final long RESIDENT_GROWTH_KILOBYTES = 65_536;

    /** Threads of pools that come and go with work. */
    private static final int THREADS_GROWTH = 6;

    private static final int FILES_GROWTH = 6;

    /** The resources of the gateway while only the two rooms that stay are in the hearing. */
    private record Holdings(long heap, long resident, long threads, int files, int udpPorts) {

        static Holdings of(GatewayProcess gateway) throws Exception {
            ProcessFigures figures = new ProcessFigures(gateway.pid());
            return new Holdings(
                    figures.liveHeap(),
                    figures.residentMemory(),
                    figures.threads(),
                    figures.openFiles(),
                    figures.udpPorts().size());
        }

        void print(String when) {
            System.out.printf(
                    "soak.%1$s.heap.kilobytes=%2$d%nsoak.%1$s.resident.kilobytes=%3$d%nsoak.%1$s.threads=%4$d%n"
                            + "soak.%1$s.files=%5$d%nsoak.%1$s.udp.ports=%6$d%n",
                    when, heap, resident, threads, files, udpPorts);
        }

        void printGrowth(Holdings before) {
            Figure.print("growth.heap", heap - before.heap, "KiB");
            Figure.print("growth.resident", resident - before.resident, "KiB");
            Figure.print("growth.threads", threads - before.threads, "threads");
            Figure.print("growth.files", files - before.files, "files");
        }
    }

    @Test
    void whatThoseWhoLeftHadIsGivenBack() throws Exception {
        try (Court court = Court.open("SmallSoakIT")) {
            court.start();
            String passing = court.addDevice(PASSING_ROOM);
            String link = court.invite(PHONE);
            try (DemoRoomPeer one = court.demoRoom(1);
                    DemoRoomPeer two = court.demoRoom(2)) {
                awaitPictures(one);
                awaitPictures(two);
                int visits = comeAndGo(court, passing, link, WARM_UP);
                Holdings before = settled(court);
                before.print("begin");
                visits += comeAndGo(court, passing, link, MINUTES.minus(WARM_UP));
                Holdings after = settled(court);
                after.print("end");
                System.out.printf("soak.visits=%d%nsoak.minutes=%d%n", visits, MINUTES.toMinutes());
                after.printGrowth(before);
                Figure.print("visits", visits, "visits");

                assertThat(after.udpPorts).as("UDP ports").isEqualTo(before.udpPorts);
                assertThat(after.threads - before.threads).as("more threads").isLessThanOrEqualTo(THREADS_GROWTH);
                assertThat(after.files - before.files).as("more open files").isLessThanOrEqualTo(FILES_GROWTH);
                assertThat(after.heap - before.heap).as("more live heap, KB").isLessThan(HEAP_GROWTH_KILOBYTES);
                assertThat(after.resident - before.resident)
                        .as("more resident memory, KB")
                        .isLessThan(RESIDENT_GROWTH_KILOBYTES);
                for (DemoRoomPeer room : List.of(one, two)) {
                    assertThat(room.reports().stream()
                                    .dropWhile(report -> report.path("pictures").asInt() == 0)
                                    .filter(report ->
                                            !report.path("state").asText().equals("in-call"))
                                    .count())
                            .as("seconds in which a room that stays was not in its call")
                            .isZero();
                }
                assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            }
        }
    }

    /** @return how often somebody came */
    private static int comeAndGo(Court court, String password, String link, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        int visits = 0;
        while (System.nanoTime() - end < 0) {
            try (DemoRoomPeer room = court.demoRoom(PASSING_ROOM, password)) {
                awaitPictures(room);
            }
            visits++;
            try (BrowserPeer phone = court.phone(PHONE, link)) {
                court.join(phone);
                court.admit(PHONE);
                Await.until("the phone sees a room", Court.PATIENCE, () -> phone.framesDecoded() >= 10);
            }
            visits++;
        }
        return visits;
    }

    /** A page that went without a word is missed after a while. */
    private static Holdings settled(Court court) throws Exception {
        Await.until(
                "only the rooms that stay are there",
                Duration.ofSeconds(60),
                () -> court.state().path("legs").size() == 2);
        Await.elapsed(Duration.ofSeconds(5));
        return Holdings.of(court.gateway());
    }

    private static void awaitPictures(DemoRoomPeer room) {
        Await.until(
                "a room sees another",
                Duration.ofSeconds(30),
                () -> room.report()
                        .filter(report -> report.path("pictures").asInt() >= 8)
                        .isPresent());
    }
}
