package org.courtbridge.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A room that is tried in simulated time: 20 ms of sound at a time, and a picture every 100 ms. */
class ProbeBridgeTest {

    private static final long SOUND_SSRC = 4_711;
    private static final int PCMA = 8;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(1);
    private final Instant start = Instant.parse("2026-03-01T10:00:00Z");
    private final HearingBridge.Parts parts = HearingBridge.Parts.plain(
            channel.eventLoop(),
            channel.eventLoop(),
            pictures,
            (leg, digit) -> {},
            new BridgeClock(() -> start.plusNanos(ticker.nanoTime()), ticker::nanoTime));
    private final PictureParty room = PictureParty.room("A", channel.eventLoop());
    private final AudioEncoder encoder = AudioEncoder.of(AudioFormat.withoutParameters(AudioCodec.PCMA, PCMA));
    private final PictureEncoder camera =
            PictureEncoder.h264(EncoderSettings.ofDefaultProfile(320, 240, 10, 200_000, 0));
    private final H264Packetizer packetizer = new H264Packetizer(1, 1_200);
    private final Random noise = new Random(8);
    private int block;
    private int asked;
    private int heeded;

    /** What the room hears comes back in what it says, so many blocks later, if it echoes. */
    private boolean echoes;

    private boolean keyframes = true;
    private boolean heldUp;
    private IntPredicate arrives = _ -> true;

    @AfterEach
    void close() {
        encoder.close();
        camera.close();
        pictures.close();
        channel.finishAndReleaseAll();
    }

    private LegMedia media() {
        LegMedia seen = room.media();
        AudioFormat format = AudioFormat.withoutParameters(AudioCodec.PCMA, PCMA);
        return LegMedia.ofSoundAndPictures(
                Optional.of(ReceivedAudio.plain(room.transport, Map.of(PCMA, format), Map.of())),
                Optional.of(SentAudio.plain(room.transport, SOUND_SSRC, format, "cname")),
                seen.receivedVideo(),
                seen.sentVideos());
    }

    private ProbeBridge open() {
        return open(ProbeSettings.ofRoom(
                () -> (width, height) -> I420Picture.black(width, height),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2)));
    }

    private ProbeBridge open(ProbeSettings settings) {
        ProbeBridge bridge = ProbeBridge.open(parts, room, "A", media(), settings);
        run();
        return bridge;
    }

    private void run() {
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** Lets the room speak and show something, and time pass. */
    private void goOn(Duration time) {
        for (long end = block + time.toMillis() / 20; block < end; block++) {
            speak();
            if (block % 5 == 0) {
                show();
            }
            ticker.advance(20, TimeUnit.MILLISECONDS);
            run();
            if (!heldUp) {
                workersAreDone();
            }
        }
    }

    /** Decoding goes on by itself once more. */
    private void workersAreDone() {
        allProbesAreDone();
        allProbesAreDone();
        CompletableFuture.runAsync(() -> {}, pictures.stills()).join();
        run();
    }

    /** Their threads are all here at the same time, so that none is at work. */
    private void allProbesAreDone() {
        Phaser together = new Phaser(PictureWorkers.PROBES);
        CompletableFuture.allOf(IntStream.range(0, PictureWorkers.PROBES)
                        .mapToObj(_ -> CompletableFuture.runAsync(together::arriveAndAwaitAdvance, pictures.probes()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void speak() {
        float[] sound = new float[160];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * Math.sin(2 * Math.PI * 400 * (block * 160 + i) / 8_000));
        }
        if (echoes) {
            hear(sound);
        }
        byte[] payload = new byte[AudioEncoder.MAX_BYTES];
        int length = encoder.encode(sound, payload, 0);
        byte[] bytes = new byte[12 + length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, 12, length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(PCMA);
        packet.sequenceNumber(block & 0xFFFF);
        packet.timestamp(160L * block);
        packet.ssrc(9);
        if (arrives.test(block)) {
            room.transport.arrive(packet, ticker.nanoTime());
        }
    }

    /** Instead of what it says: what it was sent 100 ms ago, at a tenth. */
    private void hear(float[] sound) {
        List<RtpPacket> sent = sent(SOUND_SSRC);
        if (sent.size() < 5) {
            return;
        }
        RtpPacket heard = sent.get(sent.size() - 5);
        float[] decoded = new float[5_760];
        try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.PCMA)) {
            decoder.decode(heard.getBuffer(), heard.payloadAt(), heard.payloadLength(), decoded);
        }
        for (int i = 0; i < sound.length; i++) {
            sound[i] = decoded[i] / 10 + noise.nextFloat(-0.002f, 0.002f);
        }
    }

    /** It takes a picture to heed a request for a keyframe. */
    private void show() {
        I420Picture picture = I420Picture.black(320, 240);
        picture.fill(0, 0, 320, 240, 100, 128, 128);
        picture.fill(block % 300, 0, 20, 240, 200, 128, 128);
        boolean keyframe = block == 0 || keyframes && asked > heeded;
        heeded = asked;
        asked = room.transport.rtcp(PictureLossIndication.class).size();
        room.timestamp += 6_000; // and the 3,000 of a picture
        room.sendCoded(camera.encode(picture, keyframe), packetizer, ticker.nanoTime());
    }

    private List<RtpPacket> sent(long ssrc) {
        return room.transport.packets().stream()
                .filter(packet -> packet.ssrc() == ssrc)
                .toList();
    }

    @Test
    void measuresWhatARoomSends() {
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(6));
            bridge.close();
            ProbeFigures figures = bridge.figures();

            assertThat(figures.sound().orElseThrow().receivedSeconds()).isCloseTo(6, within(0.3));
            assertThat(figures.sound().orElseThrow().digitalSilence()).hasValue(0);
            assertThat(figures.line().orElseThrow().packets()).isEqualTo(300);
            assertThat(figures.line().orElseThrow().loss()).hasValue(0);
            assertThat(figures.picture().orElseThrow().pictures()).isBetween(55L, 61L);
            assertThat(figures.picture().orElseThrow().lines()).hasValue(240);
            assertThat(figures.picture().orElseThrow().perSecond().orElseThrow())
                    .isCloseTo(10, within(1.0));
            assertThat(figures.sent().keyframeRecovery().orElseThrow()).isCloseTo(0.1, within(0.05));
            assertThat(figures.rates().up().orElseThrow()).isCloseTo(150, within(100.0));
            assertThat(figures.rates().upIsAtLeast()).isTrue();
            assertThat(figures.encrypted()).hasValue(false);
            assertThat(figures.codings())
                    .isEqualTo(new Codings(bothWays("PCMA", "PCMA", 8_000), bothWays("H264", "H264", 720)));
        }
    }

    private static Optional<BothWays> bothWays(String up, String down, double figure) {
        return Optional.of(new BothWays(
                Optional.of(new Coding(Optional.of(up), OptionalDouble.of(figure))),
                Optional.of(new Coding(Optional.of(down), OptionalDouble.of(figure)))));
    }

    @Test
    void isNotDeceivedByWhatNeverCame() {
        arrives = any -> any % 10 != 7;
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(6));
            assertThat(bridge.figures().line().orElseThrow().loss().orElseThrow())
                    .isCloseTo(10, within(1.0));
            assertThat(bridge.figures().sound().orElseThrow().receivedSeconds()).isCloseTo(5.4, within(0.4));
        }
    }

    @Test
    void saysNothingOfARoomThatSendsNothing() {
        try (ProbeBridge bridge = open()) {
            for (int i = 0; i < 300; i++) {
                ticker.advance(20, TimeUnit.MILLISECONDS);
                run();
            }
            ProbeFigures figures = bridge.figures();
            assertThat(figures.sound().orElseThrow().receivedSeconds()).isZero();
            assertThat(figures.sound().orElseThrow().digitalSilence()).isEmpty();
            assertThat(figures.line().orElseThrow().packets()).isZero();
            assertThat(figures.line().orElseThrow().loss()).isEmpty();
            assertThat(figures.picture().orElseThrow().pictures()).isZero();
            assertThat(figures.sent().keyframeRecovery()).isEmpty();
            assertThat(figures.sent().soundLoss()).isEmpty();
            assertThat(figures.rates().down()).isEmpty();
            assertThat(figures.codings().sound().flatMap(BothWays::up)).contains(Coding.UNSEEN);
            assertThat(figures.codings().picture().flatMap(BothWays::up)).contains(Coding.UNSEEN);
        }
    }

    @Test
    void hearsItsToneComeBack() {
        echoes = true;
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(6));
            assertThat(bridge.figures().sound().orElseThrow().echoLevel().orElseThrow())
                    .isCloseTo(-20, within(2.0));
            assertThat(bridge.figures().sound().orElseThrow().echoDelay().orElseThrow())
                    .isCloseTo(100, within(60.0));
        }
    }

    @Test
    void hearsNoEchoOfWhatDoesNotComeBack() {
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(6));
            assertThat(bridge.figures().sound().orElseThrow().echoLevel()).isPresent();
            assertThat(bridge.figures().sound().orElseThrow().echoDelay()).isEmpty();
        }
    }

    @Test
    void knowsThatAKeyframeDidNotCome() {
        keyframes = false;
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(5));
            assertThat(bridge.figures().sent().keyframeRecovery())
                    .as("too soon")
                    .isEmpty();
            goOn(Duration.ofSeconds(2));
            assertThat(bridge.figures().sent().keyframeRecovery().orElseThrow()).isCloseTo(5, within(0.1));
        }
    }

    @Test
    void heedsWhatTheRoomReports() {
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(5));
            report(0);
            goOn(Duration.ofSeconds(5));
            report(50);
            goOn(Duration.ofSeconds(2));
            assertThat(bridge.figures().sent().soundLoss().orElseThrow()).isCloseTo(10, within(1.0));
            assertThat(bridge.figures().sent().pictureLoss()).hasValue(100);
            assertThat(bridge.figures().rates().down()).hasValue(0);
        }
    }

    @Test
    void aPartyThatCannotBeTriedForAFaultIsEnded() {
        room.faulty = true;
        try (ProbeBridge _ = open()) {
            assertThat(room.ends).containsExactly(EndReason.ERROR);
        }
    }

    @Test
    void aFaultAsItIsTriedEndsTheCall() {
        int[] slates = {0};
        ProbeSettings settings = ProbeSettings.ofRoom(
                () -> {
                    if (++slates[0] > 3) {
                        throw new IllegalStateException("a fault, as a test wants it");
                    }
                    return (width, height) -> I420Picture.black(width, height);
                },
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        try (ProbeBridge _ = open(settings)) {
            goOn(Duration.ofSeconds(2));
            assertThat(room.ends).isEmpty();
            goOn(Duration.ofSeconds(2));
            assertThat(room.ends).containsExactly(EndReason.ERROR);
            assertThat(slates[0]).as("no more is done for it").isEqualTo(4);
            assertThat(pictures.errors().count(Part.PROBES)).isEqualTo(1);
        }
    }

    @Test
    void aFaultInThePictureThatIsSentEndsTheCall() {
        try (ProbeBridge _ = open()) {
            goOn(Duration.ofSeconds(1));
            assertThat(pictures()).isNotEmpty();
            room.transport.faulty = packet -> packet.ssrc() != SOUND_SSRC;
            goOn(Duration.ofSeconds(1));
            assertThat(room.ends).containsExactly(EndReason.ERROR);
            assertThat(pictures.errors().count(Part.PICTURES)).isEqualTo(1);
        }
    }

    private static ProbeSettings filled(Semaphore turns, Duration most) {
        return ProbeSettings.ofRoom(
                        () -> (width, height) -> I420Picture.black(width, height),
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1))
                .filling(new ProbeSettings.Filling(Duration.ofSeconds(2), most, turns));
    }

    private List<RtpPacket> pictures() {
        return sent(room.sentSsrc(0));
    }

    /** bit/s with all headers, of the picture. */
    private double rate(Duration time) {
        int before = pictures().size();
        goOn(time);
        return pictures().stream()
                        .skip(before)
                        .mapToLong(packet -> 8L * (packet.getLength() + 28))
                        .sum()
                / (time.toMillis() / 1e3);
    }

    @Test
    void fillsTheLineOfARoomForAWhile() {
        Semaphore turns = new Semaphore(1);
        try (ProbeBridge bridge = open(filled(turns, Duration.ofSeconds(3)))) {
            goOn(Duration.ofSeconds(1));
            reportPicture(0);
            assertThat(rate(Duration.ofSeconds(1))).isLessThan(200_000);
            goOn(Duration.ofMillis(500));
            assertThat(turns.availablePermits()).isZero();
            assertThat(rate(Duration.ofSeconds(2))).isCloseTo(1_050_000, within(50_000.0));
            Map<Long, List<RtpPacket>> filled =
                    pictures().stream().collect(Collectors.groupingBy(RtpPacket::timestamp));
            filled.remove(pictures().getLast().timestamp());
            assertThat(filled.values())
                    .as("each is whole with its last packet")
                    .allSatisfy(packets ->
                            assertThat(packets).filteredOn(RtpPacket::marker).containsExactly(packets.getLast()));
            assertThat(pictures())
                    .anySatisfy(packet -> assertThat(packet.getBuffer()[packet.payloadAt()] & 0x1F)
                            .as("NAL unit type")
                            .isEqualTo(12));
            goOn(Duration.ofMillis(300));
            reportPicture(0);
            goOn(Duration.ofMillis(1_700));
            assertThat(turns.availablePermits()).isOne();
            assertThat(rate(Duration.ofSeconds(1))).isLessThan(200_000);
            report(0);
            goOn(Duration.ofSeconds(1));
            assertThat(bridge.figures().rates().downIsAtLeast()).isTrue();
            assertThat(bridge.figures().rates().down().orElseThrow()).isCloseTo(1_130, within(50.0));
        }
    }

    @Test
    void aLineThatIsFullIsFilledNoMoreAndIsNoFaultOfWhatWasSentBefore() {
        Semaphore turns = new Semaphore(1);
        try (ProbeBridge bridge = open(filled(turns, Duration.ofSeconds(30)))) {
            goOn(Duration.ofSeconds(1));
            reportPicture(0);
            goOn(Duration.ofSeconds(3));
            int sent = pictures().size();
            reportPicture((int) (0.7 * sent));
            goOn(Duration.ofMillis(1_100));
            assertThat(turns.availablePermits()).isOne();
            assertThat(rate(Duration.ofSeconds(1))).isLessThan(200_000);
            ProbeFigures figures = bridge.figures();
            assertThat(figures.rates().downIsAtLeast()).isFalse();
            assertThat(figures.rates().down().orElseThrow()).isCloseTo(400, within(80.0));
            assertThat(figures.sent().pictureLoss()).hasValue(0);
        }
    }

    @Test
    void whoSeesHimselfIsNotFilledAnyMore() {
        Semaphore turns = new Semaphore(1);
        try (ProbeBridge bridge = open(filled(turns, Duration.ofSeconds(30)))) {
            goOn(Duration.ofSeconds(3));
            assertThat(turns.availablePermits()).isZero();
            bridge.show(Optional.empty());
            goOn(Duration.ofMillis(100));
            assertThat(turns.availablePermits()).isOne();
            goOn(Duration.ofSeconds(3));
            assertThat(turns.availablePermits()).isOne();
        }
    }

    /** Echo is told by it. */
    @Test
    void aLineIsNotFilledFromTheToneOn() {
        Semaphore turns = new Semaphore(1);
        try (ProbeBridge bridge = open(filled(turns, Duration.ofSeconds(30)))) {
            goOn(Duration.ofSeconds(3));
            assertThat(turns.availablePermits()).isZero();
            bridge.playTone();
            goOn(Duration.ofSeconds(3));
            assertThat(turns.availablePermits()).isOne();
        }
    }

    /** A keyframe of it would overflow what waits before a narrow line. */
    @Test
    void whatARoomSeesLeavesEvenly() {
        I420Picture rich = I420Picture.black(1_280, 720);
        noise.nextBytes(rich.luma());
        ProbeSettings settings = ProbeSettings.ofRoom(
                () -> (width, height) -> rich.width() == width ? rich : I420Picture.black(width, height),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        try (ProbeBridge bridge = open(settings)) {
            int most = 0;
            for (int i = 0; i < 100; i++) {
                int before = pictures().size();
                goOn(Duration.ofMillis(20));
                most = Math.max(most, pictures().size() - before);
            }
            assertThat(pictures()).hasSizeGreaterThan(60);
            assertThat(most).as("in 20 ms").isLessThanOrEqualTo(3);
            assertThat(bridge.hasBegun()).isTrue();
        }
    }

    @Test
    void noMoreLinesAreFilledAtOneTimeThanMayBe() {
        Semaphore turns = new Semaphore(0);
        try (ProbeBridge bridge = open(filled(turns, Duration.ofSeconds(30)))) {
            goOn(Duration.ofSeconds(3));
            assertThat(rate(Duration.ofSeconds(1))).isLessThan(200_000);
            turns.release();
            goOn(Duration.ofSeconds(1));
            assertThat(rate(Duration.ofSeconds(1))).isGreaterThan(900_000);
            bridge.close();
            assertThat(turns.availablePermits()).isOne();
        }
    }

    private void reportPicture(int lost) {
        long highest = pictures().getLast().sequenceNumber();
        room.transport.arrive(
                new ReceiverReport(9, List.of(new ReportBlock(room.sentSsrc(0), 0, lost, highest, 0, 0, 0))),
                ticker.nanoTime());
    }

    private void report(int lost) {
        long highest = sent(SOUND_SSRC).getLast().sequenceNumber();
        room.transport.arrive(
                new ReceiverReport(9, List.of(new ReportBlock(SOUND_SSRC, 0, lost, highest, 0, 0, 0))),
                ticker.nanoTime());
    }

    @Test
    void sendsSoundAndAPictureUntilItIsClosed() {
        ProbeBridge bridge = open();
        goOn(Duration.ofSeconds(3));
        assertThat(sent(SOUND_SSRC)).hasSizeBetween(145, 151);
        assertThat(sent(room.sentSsrc(0))).hasSizeGreaterThan(10);
        bridge.close();
        run();
        assertThat(room.transport.rtcp(Goodbye.class)).isNotEmpty();
        assertThat(bridge.figures().line().orElseThrow().packets()).isEqualTo(150);
    }

    @Test
    void showsAndPlaysBackWhatCame() {
        try (ProbeBridge bridge = open(ProbeSettings.mirror(Optional.empty(), Duration.ofSeconds(2)))) {
            assertThat(bridge.hasBegun()).isFalse();
            goOn(Duration.ofMillis(2_500));
            assertThat(bridge.hasBegun()).isTrue();
            assertThat(sent(room.media().sentVideos().getFirst().ssrc()).stream()
                            .filter(RtpPacket::marker))
                    .as("pictures")
                    .hasSizeBetween(20, 25);

            assertThat(loudest(sent(SOUND_SSRC))).isLessThan(0.01f);
            int before = sent(SOUND_SSRC).size();
            bridge.replay(Duration.ofMillis(400));
            goOn(Duration.ofMillis(400));
            List<RtpPacket> replayed = sent(SOUND_SSRC).subList(before, before + 20);
            assertThat(loudest(replayed)).isBetween(0.09f, 0.12f);
            assertThat(bridge.figures().picture().orElseThrow().pictures()).isBetween(25L, 30L);
        }
    }

    /** The leg comes to be there only on the control thread, later than its call is answered. */
    @Test
    void isHeardFromTheFirstWordOn() {
        ProbeBridge bridge = ProbeBridge.open(
                parts, room, "A", media(), ProbeSettings.mirror(Optional.empty(), Duration.ofSeconds(2)));
        bridge.play(block -> {
            Arrays.fill(block, 0.1f);
            return true;
        });
        run();
        goOn(Duration.ofMillis(200));
        assertThat(loudest(sent(SOUND_SSRC))).isGreaterThan(0.05f);
        bridge.close();
    }

    @Test
    void playsTheToneHoweverEarly() {
        ProbeBridge bridge = ProbeBridge.open(
                parts, room, "A", media(), ProbeSettings.mirror(Optional.empty(), Duration.ofSeconds(2)));
        bridge.playTone();
        run();
        goOn(Duration.ofMillis(600));
        assertThat(loudest(sent(SOUND_SSRC))).isGreaterThan(0.05f);
        bridge.close();
    }

    /** Though nothing comes just then. */
    @Test
    void hearsTheEchoOfATonePlayedAsItBeginsAnew() {
        echoes = true;
        try (ProbeBridge bridge = open(ProbeSettings.mirror(Optional.empty(), Duration.ofSeconds(2)))) {
            arrives = any -> any < 50 || any > 55;
            goOn(Duration.ofSeconds(1));
            bridge.again();
            bridge.playTone();
            goOn(Duration.ofSeconds(5));
            bridge.rest();
            ProbeFigures figures = bridge.figures();
            assertThat(figures.sound().orElseThrow().echoDelay().orElseThrow()).isCloseTo(100, within(60.0));
            assertThat(figures.sound().orElseThrow().receivedSeconds()).isCloseTo(4.9, within(0.2));

            goOn(Duration.ofSeconds(2));
            assertThat(bridge.figures().sound()).isEqualTo(figures.sound());
            assertThat(bridge.figures().line()).isEqualTo(figures.line());
            assertThat(bridge.figures().picture()).isEqualTo(figures.picture());
        }
    }

    /** For half a second, and then for two. */
    @Test
    void knowsHowPicturesFollowedEachOtherUnlessItLeftOutMany() {
        try (ProbeBridge bridge = open()) {
            goOn(Duration.ofSeconds(30));
            holdUp(Duration.ofMillis(1_500));
            goOn(Duration.ofSeconds(6));
            assertThat(bridge.figures().picture().orElseThrow().perSecond()).isPresent();
            holdUp(Duration.ofSeconds(5));
            goOn(Duration.ofSeconds(1));
            assertThat(bridge.figures().picture().orElseThrow().perSecond()).isEmpty();

            bridge.again();
            goOn(Duration.ofSeconds(6));
            assertThat(bridge.figures().picture().orElseThrow().perSecond()).isPresent();
        }
    }

    /** No picture is decoded for so long. */
    private void holdUp(Duration time) {
        CountDownLatch goesOn = new CountDownLatch(1);
        for (int i = 0; i < PictureWorkers.PROBES; i++) {
            pictures.probes().execute(() -> {
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        heldUp = true;
        goOn(time);
        heldUp = false;
        goesOn.countDown();
        workersAreDone();
    }

    private static float loudest(List<RtpPacket> packets) {
        float loudest = 0;
        float[] decoded = new float[5_760];
        try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.PCMA)) {
            for (RtpPacket packet : packets) {
                int count = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), decoded);
                for (int i = 0; i < count; i++) {
                    loudest = Math.max(loudest, Math.abs(decoded[i]));
                }
            }
        }
        return loudest;
    }
}
