package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.PictureDepacketizer;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.video.LipSyncBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A party's camera sees a flash each second and its microphone hears a beep at the same moment: when both leave for the
 * others, and what our sender reports say of that, in simulated time.
 */
@Tag("slow")
class LipSyncTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int STEP = 10;

    /** Half of what a receiver may see, as it adds something of its own. */
    private static final double MOST_MILLIS = 30;

    private static final PictureFormat LARGE = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1);

    /** Which nobody sends, so that all is coded anew. */
    private static final PictureFormat OTHER = new Vp8Format(PictureParty.PAYLOAD_TYPE, 30, 3_600);

    private final PictureHearing hearing = new PictureHearing(4);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Speaker> speakers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        hearing.close();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "20, 60", "90, 20", "140, 10"})
    void aFlashThatIsForwardedLeavesWithItsBeep(int soundMillis, int pictureMillis) {
        Speaker speaker = new Speaker("A", soundMillis, pictureMillis);
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);

        run(8_000);

        assertThat(hearing.hasPlace()).isTrue();
        viewer.sawWhatItHeard(3);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "90, 20", "140, 10"})
    void aFlashThatIsCodedAnewLeavesWithItsBeep(int soundMillis, int pictureMillis) {
        Speaker speaker = new Speaker("A", soundMillis, pictureMillis);
        Viewer viewer = new Viewer("B", OTHER);
        admit(speaker, viewer);

        run(8_000);

        viewer.sawWhatItHeard(3);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "90, 20", "140, 10"})
    void aFlashInAComposedPictureLeavesWithItsBeep(int soundMillis, int pictureMillis) {
        hearing.layout = Layout.GRID;
        Speaker speaker = new Speaker("A", soundMillis, pictureMillis);
        Viewer viewer = new Viewer("B", LARGE);
        Speaker other = new Speaker("C", 20, 20);
        other.silent = true;
        admit(speaker, viewer, other);

        run(8_000);

        viewer.sawWhatItHeard(3);
    }

    /** From the first second on: what comes together belongs together. */
    @Test
    void withoutSenderReportsWhatComesTogetherLeavesTogether() {
        Speaker speaker = new Speaker("A", 40, 40);
        speaker.reports = false;
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);

        run(5_000);

        viewer.sawWhatItHeard(1);
    }

    @Test
    void reportsThatCannotBeAreNotHeeded() {
        Speaker speaker = new Speaker("A", 40, 40);
        speaker.soundReportLies = 3 * SECOND;
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);

        run(5_000);

        viewer.sawWhatItHeard(1);
    }

    /** What the speaker's clock says leaps, of its sound first and of its picture seconds later. */
    @Test
    void aClockThatIsSetMeanwhileHoldsNothingUp() {
        Speaker speaker = new Speaker("A", 40, 40);
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);
        run(4_000);

        speaker.soundReportLies = 200 * MILLISECOND;
        run(6_000);
        assertThat(viewer.longestPause(3)).isLessThan(100);
        speaker.soundReportLies = 0;
        viewer.forget();
        run(9_000);

        viewer.sawWhatItHeard(6);
    }

    /** A viewer that does not align sees the next speaker's lips in time, and the reports go on as one line. */
    @Test
    void whoeverIsShownNextIsInTimeAtOnce() {
        Speaker first = new Speaker("A", 20, 20);
        Speaker second = new Speaker("C", 140, 10);
        second.silent = true;
        Viewer viewer = new Viewer("B", LARGE);
        admit(first, second, viewer);
        hearing.bridge.activeSpeaker(first.party.id());
        run(6_000);
        viewer.sawWhatItHeard(3);

        first.silent = true;
        second.silent = false;
        hearing.bridge.activeSpeaker(second.party.id());
        run(1_000);
        viewer.forget();
        run(4_000);

        viewer.sawWhatItHeard(3);
    }

    /** Each size has timestamps of its own, and takes its own time until it arrives. */
    @Test
    void anotherSizeOfTheSameCameraIsInTimeAtOnce() {
        Speaker speaker = new Speaker("A", 60, 60);
        speaker.sendsSizes(
                new Size("h", 640, 360, 800_000, 60, 50_000), new Size("l", 320, 176, 150_000, 10, 0xFFFF_0000L));
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);
        run(2_000);
        viewer.forget();
        run(6_000);
        viewer.sawWhatItHeard(3);
        assertThat(viewer.widths()).containsOnly(640);

        viewer.takes(400_000);
        run(1_500);
        viewer.forget();
        run(4_000);
        viewer.sawWhatItHeard(1);
        assertThat(viewer.widths()).containsOnly(320);

        viewer.takes(4_000_000);
        run(1_500);
        viewer.forget();
        run(4_000);
        viewer.sawWhatItHeard(1);
        assertThat(viewer.widths()).containsOnly(640);
    }

    /** The other stream's timestamps and numbers have nothing to do with those of before. */
    @ParameterizedTest
    @ValueSource(ints = {4_000, -4_000})
    void aPartyThatBeginsAnewIsInTimeAgain(int numbers) {
        Speaker speaker = new Speaker("A", 90, 20);
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);
        run(4_000);

        speaker.party.ssrc++;
        speaker.party.sequence = speaker.party.sequence + numbers & 0xFFFF;
        speaker.shiftTimestamps(1_234_567_890L);
        viewer.forget();
        run(7_000);

        assertThat(viewer.longestPause(0)).isLessThan(200);
        viewer.sawWhatItHeard(3);
    }

    /** Nothing comes after it that could have it looked at. */
    @Test
    void theLastPictureOfACameraThatStopsGoesOutWhenItIsDue() {
        Speaker speaker = new Speaker("A", 140, 10);
        Viewer viewer = new Viewer("B", LARGE);
        admit(speaker, viewer);
        run(6_000);

        speaker.films = false;
        long stopped = hearing.now();
        run(400);

        long last = viewer.seen().getLast().at();
        assertThat(last - stopped).isBetween(60 * MILLISECOND, LipSyncBuffer.LONGEST);
    }

    private void admit(Object... members) {
        List<PictureParty> parties = new ArrayList<>();
        for (Object member : members) {
            PictureParty party = member instanceof Speaker speaker ? speaker.party : ((Viewer) member).party;
            LegMedia media = member instanceof Speaker speaker ? speaker.media() : ((Viewer) member).media();
            hearing.bridge.attach(party, "Party " + party.id(), media);
            parties.add(party);
        }
        hearing.run();
        hearing.let(parties.toArray(PictureParty[]::new));
    }

    private void run(int millis) {
        for (int passed = 0; passed < millis; passed += STEP) {
            speakers.forEach(Speaker::step);
            hearing.run();
            hearing.coded();
            hearing.later(STEP);
        }
        hearing.coded();
    }

    private static LegMedia with(PictureParty party, SimulatedParty voice) {
        ReceivedAudio received = voice.received().orElseThrow();
        SentAudio sent = voice.sent().orElseThrow();
        LegMedia pictures = party.media();
        return LegMedia.ofSoundAndPictures(
                Optional.of(received.by(party.transport)),
                Optional.of(sent.by(party.transport)),
                pictures.receivedVideo(),
                pictures.sentVideos());
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    /**
     * One of several in which a camera comes at once.
     *
     * @param delay ms until it arrives
     * @param firstTimestamp of RTP
     */
    private record Size(String rid, int width, int height, int bitsPerSecond, int delay, long firstTimestamp) {}

    /** Its sound and its pictures take their time until they arrive; its clock is not ours. */
    private final class Speaker {

        private static final int SOUND_MILLIS = 20;
        private static final int PICTURE_MILLIS = 40;
        private static final int FLASH_MILLIS = 120;
        private static final long SOUND_SSRC = 4_711;
        private static final long FIRST_SOUND = 0xFFFF_F000L;

        private final Instant clockAtBegin = Instant.parse("2011-07-05T03:00:00Z");
        private final PictureParty party;
        private final SimulatedParty voice;
        private final PictureEncoder encoder =
                opened(PictureEncoder.h264(EncoderSettings.ofDefaultProfile(320, 192, 25, 300_000, 0)));
        private final H264Packetizer packetizer = new H264Packetizer(1, 1_200);
        private final TreeMap<Long, Runnable> arrivals = new TreeMap<>();
        private final long begin = hearing.now();
        private final int soundDelay;
        private final int pictureDelay;
        private long sounds;
        private long pictures;
        private int heeded;
        private boolean silent;
        private boolean films = true;
        private boolean reports = true;
        private long soundReportLies;
        private long firstPicture = 50_000;

        /** What it sends in place of its one picture. */
        private final Map<Size, SimulcastLayer> layers = new LinkedHashMap<>();

        Speaker(String name, int soundMillis, int pictureMillis) {
            party = hearing.browser(name, 0);
            voice = opened(new SimulatedParty(
                    name,
                    AudioFormat.withoutParameters(AudioCodec.OPUS, 111),
                    n -> n % 48_000 < 48 * FLASH_MILLIS && !silent ? 0.4 * Math.sin(n * 0.13) : 0));
            soundDelay = soundMillis;
            pictureDelay = pictureMillis;
            speakers.add(this);
        }

        LegMedia media() {
            return with(party, voice);
        }

        void sendsSizes(Size... sizes) {
            for (Size size : sizes) {
                layers.put(
                        size,
                        opened(new SimulcastLayer(
                                party, size.rid(), size.width(), size.height(), size.bitsPerSecond())));
            }
            party.layering = Optional.of(new LegMedia.Layering(
                    Arrays.stream(sizes).map(Size::rid).toList(), SimulcastLayer.RID_EXTENSION, 0));
        }

        void shiftTimestamps(long by) {
            firstPicture += by;
        }

        /** Captures what is to be captured now, and lets arrive what is due. */
        void step() {
            long now = hearing.now();
            long since = (now - begin) / MILLISECOND;
            if (since % SOUND_MILLIS == 0 && since >= SOUND_MILLIS) {
                RtpPacket packet = voice.speak();
                sounds++;
                at(now + soundDelay * MILLISECOND, () -> party.transport.arrive(packet, hearing.now()));
            }
            if (films && since % PICTURE_MILLIS == 0) {
                if (layers.isEmpty()) {
                    film(since, now);
                }
                layers.forEach((size, layer) -> film(size, layer, since, now));
            }
            if (reports && since % 1_000 == 500) {
                long moment = now - begin;
                report(SOUND_SSRC, moment + soundReportLies, FIRST_SOUND + moment / 1_000 * 48 / 1_000, soundDelay);
                long ticks = moment / 1_000 * 90 / 1_000;
                report(party.ssrc, moment, firstPicture + ticks, pictureDelay);
                layers.forEach(
                        (size, layer) -> report(layer.ssrc(), moment, size.firstTimestamp() + ticks, size.delay()));
            }
            while (!arrivals.isEmpty() && arrivals.firstKey() <= now) {
                arrivals.pollFirstEntry().getValue().run();
            }
        }

        private void film(Size size, SimulcastLayer layer, long since, long now) {
            int darkest = flashes(since) ? 200 : 50;
            long timestamp = size.firstTimestamp() + since * 90 & 0xFFFF_FFFFL;
            at(now + size.delay() * MILLISECOND, () -> layer.film(darkest, timestamp, hearing.now()));
        }

        private boolean flashes(long since) {
            return since % 1_000 < FLASH_MILLIS && !silent;
        }

        private void film(long since, long now) {
            I420Picture picture = I420Picture.black(320, 192);
            int brightness = flashes(since) ? 220 : 50;
            picture.fill(0, 0, 320, 192, brightness, 128, 128);
            int asked = Camera.requests(party);
            var coded = encoder.encode(picture, pictures++ == 0 || asked > heeded);
            heeded = asked;
            long timestamp = firstPicture + since * 90 & 0xFFFF_FFFFL;
            at(now + pictureDelay * MILLISECOND, () -> {
                party.timestamp = timestamp - 3_000;
                party.sendCoded(coded, packetizer, hearing.now());
            });
        }

        private void report(long ssrc, long moment, long timestamp, int delay) {
            SenderReport report = new SenderReport(
                    ssrc,
                    NtpTime.of(clockAtBegin.plusNanos(moment)),
                    timestamp & 0xFFFF_FFFFL,
                    sounds,
                    pictures,
                    List.of());
            at(hearing.now() + delay * MILLISECOND, () -> party.transport.arrive(report, hearing.now()));
        }

        private void at(long when, Runnable arrival) {
            long free = when;
            while (arrivals.containsKey(free)) {
                free++;
            }
            arrivals.put(free, arrival);
        }
    }

    /** Hears and sees what leaves for it, when it leaves. */
    private final class Viewer {

        private final PictureParty party;
        private final PictureFormat format;
        private final SimulatedParty ear;

        Viewer(String name, PictureFormat format) {
            this.format = format;
            party = hearing.room(name, format);
            party.sends = false;
            party.transport.timedBy(hearing::now);
            ear = opened(new SimulatedParty(name, AudioFormat.withoutParameters(AudioCodec.PCMA, 8), n -> 0));
        }

        LegMedia media() {
            return with(party, ear);
        }

        void forget() {
            party.transport.forget();
            // From a keyframe on.
            party.transport.arrive(new PictureLossIndication(1, party.sentSsrc(0)), hearing.now());
        }

        /** Says that it takes no more bit/s. */
        void takes(long bitsPerSecond) {
            party.transport.arrive(new MaximumBitrate(1, bitsPerSecond, List.of(party.sentSsrc(0))), hearing.now());
        }

        /** Of the pictures that it saw. */
        Set<Integer> widths() {
            return seen().stream().map(Seen::width).collect(Collectors.toSet());
        }

        private record Seen(long at, long timestamp, boolean bright, int width) {}

        /** Moments when something that was not there begins, and their timestamps. */
        private record Beginning(long at, long timestamp) {}

        private List<Beginning> beeps() {
            List<Beginning> beeps = new ArrayList<>();
            boolean loud = true;
            List<RtpPacket> packets = party.transport.packets();
            float[] samples = new float[8 * 120];
            try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.PCMA)) {
                for (int i = 0; i < packets.size(); i++) {
                    RtpPacket packet = packets.get(i);
                    if (packet.ssrc() != ear.sent().orElseThrow().ssrc()) {
                        continue;
                    }
                    int count = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), samples);
                    int first = firstLoud(samples, count);
                    if (first < count && !loud) {
                        beeps.add(new Beginning(
                                party.transport.sentAt.get(i) + first * SECOND / 8_000, packet.timestamp() + first));
                    }
                    loud = first < count;
                }
            }
            return beeps;
        }

        private static int firstLoud(float[] samples, int count) {
            for (int i = 0; i < count; i++) {
                if (Math.abs(samples[i]) > 0.05) {
                    return i;
                }
            }
            return count;
        }

        private List<Seen> seen() {
            List<Seen> seen = new ArrayList<>();
            List<RtpPacket> packets = party.transport.packets();
            PictureDepacketizer depacketizer = format.depacketizer();
            try (PictureDecoder decoder = format.coding().decoder()) {
                for (int i = 0; i < packets.size(); i++) {
                    RtpPacket packet = packets.get(i);
                    long at = party.transport.sentAt.get(i);
                    if (packet.ssrc() == party.sentSsrc(0)) {
                        depacketizer
                                .push(packet)
                                .flatMap(decoder::decode)
                                .ifPresent(picture -> seen.add(
                                        new Seen(at, packet.timestamp(), brightest(picture) > 150, picture.width())));
                    }
                }
            }
            return seen;
        }

        private static int brightest(I420Picture picture) {
            int most = 0;
            for (int x = 8; x < picture.width(); x += 16) {
                most = Math.max(most, picture.lumaAt(x, picture.height() / 2));
            }
            return most;
        }

        /** Between two pictures, ms; after so many seconds. */
        double longestPause(int afterSeconds) {
            List<Seen> seen = seen();
            long from = seen.getFirst().at() + afterSeconds * SECOND;
            long longest = 0;
            for (int i = 1; i < seen.size(); i++) {
                if (seen.get(i).at() > from) {
                    longest =
                            Math.max(longest, seen.get(i).at() - seen.get(i - 1).at());
                }
            }
            return longest / 1e6;
        }

        /** Each flash that it saw after so many seconds left with its beep, and our reports say so. */
        void sawWhatItHeard(int afterSeconds) {
            List<Seen> seen = seen();
            long from = party.transport.sentAt.getFirst() + afterSeconds * SECOND;
            List<Double> left = new ArrayList<>();
            List<Double> reported = new ArrayList<>();
            for (Beginning beep : beeps()) {
                Optional<Seen> flash = flashNear(beep, seen);
                if (beep.at() > from && beep.at() < seen.getLast().at() - SECOND / 2) {
                    assertThat(flash).as("flash of the beep at %d", beep.at()).isPresent();
                    left.add((flash.get().at() - beep.at()) / 1e6);
                    reported.add((wall(
                                            party.sentSsrc(0),
                                            flash.get().timestamp(),
                                            90_000,
                                            flash.get().at())
                                    - wall(ear.sent().orElseThrow().ssrc(), beep.timestamp(), 8_000, beep.at()))
                            / 1e6);
                }
            }
            System.out.printf("%s: flash after beep, ms: left %s, by our reports %s%n", party.id(), left, reported);
            assertThat(left).hasSizeGreaterThanOrEqualTo(1);
            assertThat(left).allSatisfy(skew -> assertThat(skew).isBetween(-MOST_MILLIS, MOST_MILLIS));
            assertThat(reported).allSatisfy(skew -> assertThat(skew).isBetween(-MOST_MILLIS, MOST_MILLIS));
        }

        private static Optional<Seen> flashNear(Beginning beep, List<Seen> seen) {
            for (int i = 1; i < seen.size(); i++) {
                boolean begins = seen.get(i).bright() && !seen.get(i - 1).bright();
                if (begins && Math.abs(seen.get(i).at() - beep.at()) < SECOND / 2) {
                    return Optional.of(seen.get(i));
                }
            }
            return Optional.empty();
        }

        /** What a receiver takes a timestamp for that came at this time, ns, by the last report of before or the first one. */
        private long wall(long ssrc, long timestamp, int clockRate, long at) {
            List<SenderReport> reports = party.transport.rtcp(SenderReport.class).stream()
                    .filter(report -> report.ssrc() == ssrc)
                    .toList();
            long atWall = NtpTime.toNanosSince1900(NtpTime.of(hearing.wall())) - (hearing.now() - at);
            SenderReport last = reports.getFirst();
            for (SenderReport report : reports) {
                if (NtpTime.toNanosSince1900(report.ntpTime()) <= atWall) {
                    last = report;
                }
            }
            return NtpTime.toNanosSince1900(last.ntpTime())
                    + (int) (timestamp - last.rtpTimestamp()) * SECOND / clockRate;
        }
    }
}
