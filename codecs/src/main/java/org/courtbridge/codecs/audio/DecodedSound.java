package org.courtbridge.codecs.audio;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.audio.PacketStore.Slot;

/**
 * The sound of one party as it comes out of the decoders, without a gap: what is missing is made up. The {@link #head}
 * of it has a position in the sender's time, which made-up sound moves on like real sound. Times are samples at 48 kHz.
 */
final class DecodedSound implements AutoCloseable {

    private static final int MILLISECOND = Pcm.RATE / 1_000;

    /** A codec makes up sound so long, then falls silent; after a packet that announced silence, much longer. */
    private static final int PATIENCE = 100 * MILLISECOND;

    private static final int QUIET_PATIENCE = 1_000 * MILLISECOND;

    /** Codecs make up multiples of 2.5 ms. */
    private static final int STEP = 120;

    private final Map<AudioCodec, Voice> voices = new EnumMap<>(AudioCodec.class);
    private final Concealer concealer = new Concealer();
    private final SoundQueue queue = new SoundQueue();
    private final float[] coded = new float[48 * AudioDecoder.MAX_MS];
    private final float[] sound = new float[48 * AudioDecoder.MAX_MS];
    private Optional<Voice> voice = Optional.empty();
    private DecodedSoundListener listener = DecodedSoundListener.NOBODY;
    private long head;
    private int made;
    private boolean announcedSilence;
    private long concealed;

    /** Of what was made up, what nobody knows yet why it was missing. */
    private long unexplained;

    void listener(DecodedSoundListener hears) {
        listener = hears;
    }

    /** Position of the sample that will be added next. */
    long head() {
        return head;
    }

    void head(long position) {
        head = position;
    }

    /** Decoded sound that waits to be played. */
    SoundQueue queue() {
        return queue;
    }

    /**
     * Adds a packet's sound.
     *
     * @param format what was agreed for it; empty if it was when the packet came, and is not any more
     * @return false if it is not what it should be
     */
    boolean decode(Slot slot, Optional<AudioFormat> format) {
        Voice speaking = speaking(format);
        int count = speaking.decoder().decode(slot.payload, 0, slot.length, coded);
        if (count == AudioDecoder.INVALID) {
            return false;
        }
        announcedSilence = speaking.codec().announcesSilence(slot.length);
        listener.received(speaking.codec(), coded, count);
        count = speaking.resampler().process(coded, count, sound);
        add(count, true);
        heardAgain();
        return true;
    }

    /**
     * Adds the sound of the one packet that is missing before this one, if this one's codec can tell.
     *
     * @param gap how much is missing
     * @return false if nothing was added
     */
    boolean recover(Slot slot, Optional<AudioFormat> format, long gap, int rounding) {
        Voice speaking = speaking(format);
        Optional<ConcealingDecoder> able = speaking.concealing();
        int length = speaking.samples(slot.payload, slot.length);
        if (able.isEmpty() || length <= 0 || Math.abs(gap - length) > rounding) {
            return false;
        }
        int count = able.get().recover(slot.payload, 0, slot.length, sound, length);
        add(count, true);
        listener.madeUp(count, false);
        concealed += count;
        heardAgain();
        return true;
    }

    /** Adds sound for which there is no packet; silence if there never was any. */
    void makeUp(int samples, boolean begun) {
        if (!begun && voice.isEmpty()) {
            Arrays.fill(sound, 0, samples, 0);
            queue.add(sound, samples);
            return;
        }
        int count = samples;
        Optional<ConcealingDecoder> able = voice.flatMap(Voice::concealing);
        if (able.isPresent() && made < (announcedSilence ? QUIET_PATIENCE : PATIENCE)) {
            count = able.get().conceal(sound, (samples + STEP - 1) / STEP * STEP);
            add(count, true);
        } else {
            concealer.conceal(sound, count);
            add(count, false);
        }
        if (!silent() && !announcedSilence) {
            unexplained += count;
        }
        made += count;
        listener.madeUp(count, announcedSilence);
    }

    /** Notes that sound made up since the last packet replaces no packet: the party was silent, and sent less. */
    void partyWasSilent() {
        if (made > 0) {
            listener.partyWasSilent();
        }
        unexplained = 0;
    }

    /** Notes that sound made up since the last packet was for one that has come now. */
    void packetsWereLate() {
        if (made > 0) {
            listener.packetsWereLate();
        }
    }

    private void heardAgain() {
        concealed += unexplained;
        unexplained = 0;
        made = 0;
    }

    private void add(int count, boolean real) {
        if (real) {
            concealer.heard(sound, count);
        }
        queue.add(sound, count);
        head += count;
    }

    private Voice speaking(Optional<AudioFormat> format) {
        if (format.isEmpty()) {
            // The present decoder says whether it can make anything of it.
            return voice.orElseGet(() -> voices.computeIfAbsent(AudioCodec.PCMA, Voice::of));
        }
        AudioCodec codec = format.get().codec();
        if (voice.isEmpty() || voice.get().codec() != codec) {
            voice = Optional.of(voices.computeIfAbsent(codec, Voice::of));
        }
        return voice.get();
    }

    /** Whether so much was made up that it has faded to silence. */
    boolean silent() {
        return concealer.silent();
    }

    /** Codec of the sound that was decoded last; empty before the first. */
    Optional<AudioCodec> codec() {
        return voice.map(Voice::codec);
    }

    /** Made up until the last packet; silence of the party, or that lasts, does not count. */
    long concealed() {
        return concealed;
    }

    @Override
    public void close() {
        voices.values().forEach(Voice::close);
        voices.clear();
        voice = Optional.empty();
    }
}
