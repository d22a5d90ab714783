package org.courtbridge.media.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.courtbridge.codecs.audio.AudioReceiver;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;

/** One leg in the sound of its hearing. Belongs to the tick. */
final class AudioLeg implements AutoCloseable {

    /** Samples over which a voice is faded when it is let in or cut off: 5 ms. */
    private static final int FADE = 240;

    /** Samples up to this, full scale 1, are silence: A-law has no zero, and codes silence as 8 / 32,768 (-72 dBov). */
    private static final float SILENCE = 0.0004f;

    /** dBov from which on sound is more than a room's noise. */
    private static final int SPEECH = -50;

    private final LegId id;
    private final AudioPort port;
    private final AudioReceiver receiver = new AudioReceiver(Map.of());
    private final AudioTap ear;
    private final PartyKeys keys = new PartyKeys();
    private final byte[] bytes = new byte[AudioPort.MAX_SIZE];
    private final RtpPacket packet = new RtpPacket();

    /** The current block of its sound, as the others hear it if it {@link #contributes}. */
    final float[] block = new float[Pcm.BLOCK];

    /** The current block of the announcement to it alone, while it {@link #isAddressed is addressed}. */
    final float[] announced = new float[Pcm.BLOCK];

    private Optional<Announcement> announcement = Optional.empty();

    private Optional<ReceivedAudio> received;
    private Optional<AudioSender> sender;
    private boolean heard;
    private boolean contributes;
    private final RecentLoudness loudness = new RecentLoudness();

    /** @param ear listens in on its sound */
    AudioLeg(LegId id, AudioPort port, Optional<ReceivedAudio> received, Optional<SentAudio> sent, AudioTap ear) {
        this.id = id;
        this.port = port;
        this.ear = ear;
        receiver.listener(ear);
        this.received = received;
        this.sender = sent.map(AudioSender::new);
        agreed();
    }

    /** @param before a stream from elsewhere that goes on here */
    void update(Optional<ReceivedAudio> newReceived, Optional<SentAudio> newSent, Optional<AudioSender> before) {
        received = newReceived;
        agreed();
        Optional<AudioSender> known = sender.or(() -> before);
        sender = newSent.map(sent -> known.filter(its -> its.sent().ssrc() == sent.ssrc())
                .map(its -> its.sent().equals(sent) ? its : new AudioSender(sent, its))
                .orElseGet(() -> new AudioSender(sent)));
    }

    private void agreed() {
        receiver.formats(
                received.map(ReceivedAudio::formats).orElse(Map.of()),
                received.map(ReceivedAudio::redundancy).orElse(OptionalInt.empty()));
        keys.agreed(received.filter(ReceivedAudio::keysAsTones).isPresent());
    }

    void announce(Announcement said) {
        announcement = Optional.of(said);
    }

    /** Whether something is said to this leg alone now. */
    boolean isAddressed() {
        return announcement.isPresent();
    }

    /**
     * Takes in what has come and makes the next block of what this leg says.
     *
     * @param audible whether the others may hear it
     */
    void hear(long now, boolean audible, BiConsumer<LegId, Character> pressed) {
        take(pressed);
        boolean sound = receiver.play(block, now) && audibleSound();
        if (!sound) {
            Arrays.fill(block, 0);
        }
        keys.sound(block).ifPresent(key -> pressed.accept(id, key));
        if (receiver.plays()) {
            port.clock()
                    .played(
                            receiver.ssrc(),
                            receiver.playedTimestamp(),
                            receiver.clockRate(),
                            receiver.waited(now),
                            now);
            ear.played(block);
        }
        loudness.block(sound ? Pcm.level(block, Pcm.BLOCK) : Pcm.SILENCE_LEVEL);
        contributes = sound && (audible || heard);
        if (contributes && audible != heard) {
            fade(audible);
        }
        heard = audible;
        if (sender.isPresent()) { // what nobody would hear waits
            announcement = announcement.filter(said -> said.next(announced));
        }
    }

    private void take(BiConsumer<LegId, Character> pressed) {
        for (int length = port.take(bytes); length > 0; length = port.take(bytes)) {
            packet.wrap(bytes, 0, length);
            if (received.isPresent() && received.get().telephoneEvents().containsKey(packet.payloadType())) {
                receiver.other(packet);
                keys.event(packet).ifPresent(key -> pressed.accept(id, key));
            } else {
                receiver.packet(packet, port.takenArrival());
            }
        }
    }

    private boolean audibleSound() {
        for (float sample : block) {
            if (Math.abs(sample) > SILENCE) {
                return true;
            }
        }
        return false;
    }

    private void fade(boolean in) {
        for (int i = 0; i < FADE; i++) {
            block[i] *= (in ? i : FADE - i) / (float) FADE;
        }
        if (!in) {
            Arrays.fill(block, FADE, Pcm.BLOCK, 0);
        }
    }

    LegId id() {
        return id;
    }

    /** Whether there is sound of it in this tick's mix. */
    boolean contributes() {
        return contributes;
    }

    /** Hears whether others were audible to it in this block. */
    void hearingSpeaks(boolean audible) {
        keys.hearingSpeaks(audible);
    }

    /** Whether the others hear it say something, and not only the noise of its room. */
    boolean speaks() {
        return contributes && level() >= SPEECH;
    }

    /** Of what it sends, heard or not, dBov. */
    int level() {
        return loudness.level();
    }

    Optional<AudioSender> sender() {
        return sender;
    }

    AudioStatistics statistics(boolean own) {
        return new AudioStatistics(
                new AudioStatistics.Received(
                        receiver.codec(),
                        receiver.lost(),
                        receiver.frames(),
                        receiver.concealedMs(),
                        receiver.dropped() + port.dropped(),
                        level(),
                        loudness.loudest()),
                own && sender.isPresent());
    }

    @Override
    public void close() {
        receiver.close();
    }
}
