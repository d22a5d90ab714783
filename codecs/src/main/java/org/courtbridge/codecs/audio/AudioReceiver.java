package org.courtbridge.codecs.audio;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.audio.PacketStore.Slot;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Turns the packets of one party into even sound: puts them in order, waits for late ones as long as the network has
 * lately made it necessary (up to 200 ms), decodes, makes up what is missing, and follows the sender's clock by playing
 * a period of the voice twice or not at all.
 *
 * <p>The head of what is played has a position in the sender's time. A packet is played when the head reaches its
 * position; made-up sound moves the head on like real sound. A packet that comes when the head has already passed it is
 * played nevertheless: the head goes back, so the delay grows by exactly what was too little, and nothing said is lost.
 *
 * <p>Time is a parameter. For one thread at a time.
 */
public final class AudioReceiver implements AutoCloseable {

    private static final int BLOCK = Pcm.BLOCK;
    private static final int MILLISECOND = Pcm.RATE / 1_000;

    /** What play-out may wait beyond the target: the tick itself waits up to 20 ms, and its thread may be late. */
    private static final int TOLERANCE = 24 * MILLISECOND;

    /** So far behind the target, sound is played longer. */
    private static final int SHORTFALL = 10 * MILLISECOND;

    /** So far beyond the target, periods are left out as fast as possible. */
    private static final int HURRY = 60 * MILLISECOND;

    /** So far beyond the fastest way, whole packets are left out: a burst after the network stood still. */
    private static final int TOO_MUCH = 500 * MILLISECOND;

    /** Blocks between two changes of tempo, so that nobody hears them. */
    private static final int CALM = 5;

    /** Differences below are rounding. */
    private static final int ROUNDING = 24;

    /** Opus makes up sound so long, then falls silent; after a packet that announced silence, much longer. */
    private static final int OPUS_PATIENCE = 100 * MILLISECOND;

    /** Opus makes up multiples of 2.5 ms. */
    private static final int OPUS_STEP = 120;

    private static final int OPUS_QUIET_PATIENCE = 1_000 * MILLISECOND;

    private Map<Integer, AudioFormat> formats;
    private final SourceSequence source = new SourceSequence();
    private final PacketStore store = new PacketStore();
    private final SeenNumbers others = new SeenNumbers();
    private final Map<AudioCodec, Voice> voices = new HashMap<>();
    private final Concealer concealer = new Concealer();
    private final SoundQueue queue = new SoundQueue();
    private final float[] coded = new float[48 * AudioDecoder.MAX_MS];
    private final float[] sound = new float[48 * AudioDecoder.MAX_MS];
    private ArrivalDelay delay = new ArrivalDelay();
    private Optional<Voice> voice = Optional.empty();

    /** Position of the sample that will be added to the queue next. */
    private long head;

    private boolean started;
    private long played;
    private int made;
    private int calm;
    private boolean announcedSilence;

    private long packets;
    private long bytes;
    private long frames;
    private long concealed;
    private long late;
    private long dropped;

    /** A decoder and the way from its rate to the mixer's. */
    private record Voice(AudioCodec codec, AudioDecoder decoder, Resampler resampler) {

        static Voice of(AudioCodec codec) {
            int longest = codec.sampleRate() / 1_000 * AudioDecoder.MAX_MS;
            return new Voice(codec, AudioDecoder.of(codec), new Resampler(codec.sampleRate(), Pcm.RATE, longest));
        }

        int ratio() {
            return Pcm.RATE / codec.sampleRate();
        }
    }

    /** @param formats by RTP payload type */
    public AudioReceiver(Map<Integer, AudioFormat> formats) {
        this.formats = Map.copyOf(formats);
    }

    /** Follows a new agreement; sound of before that has already come is played to its end. */
    public void formats(Map<Integer, AudioFormat> agreed) {
        formats = Map.copyOf(agreed);
    }

    /**
     * Takes one packet in, in whatever order they come.
     *
     * @param arrival nanoseconds, on the same clock as {@link #play}
     */
    public void packet(RtpPacket packet, long arrival) {
        AudioFormat format = formats.get(packet.payloadType());
        if (format == null || packet.payloadLength() == 0) {
            dropped++;
            return;
        }
        if (!sequenced(packet)) {
            return;
        }
        int scale = Pcm.RATE / format.codec().clockRate();
        long came = samples(arrival);
        long position = source.place(packet.timestamp(), scale, came);
        long sequence = source.sequence();
        delay.packet(came, position);
        if (started && sequence <= played) {
            late++;
            return;
        }
        store.put(sequence, packet.payloadType(), packet.getBuffer(), packet.payloadAt(), packet.payloadLength())
                .position = position;
    }

    /** Counts a packet of the same stream that is no sound: a telephone event. */
    public void other(RtpPacket packet) {
        if (sequenced(packet)) {
            others.mark(source.sequence());
        }
    }

    /** Whether the packet is to be used: neither a duplicate nor out of its source's sequence. */
    private boolean sequenced(RtpPacket packet) {
        switch (source.packet(packet.ssrc(), packet.sequenceNumber())) {
            case STRANGE -> {
                dropped++;
                return false;
            }
            case BEGINS -> {
                store.clear();
                others.clear();
                delay = new ArrivalDelay();
                started = false;
            }
            case FOLLOWS -> {
                if (store.knows(source.sequence()) || others.knows(source.sequence())) {
                    return false;
                }
            }
        }
        source.counted();
        packets++;
        bytes += packet.payloadLength();
        return true;
    }

    /**
     * Plays the next 20 ms.
     *
     * @param block gets {@link Pcm#BLOCK} samples at 48 kHz
     * @param now nanoseconds; 20 ms more than at the last call
     * @return whether there is any sound in it; otherwise it is digital silence
     */
    public boolean play(float[] block, long now) {
        long time = samples(now);
        skip(time);
        while (queue.size() < BLOCK) {
            step(time);
        }
        follow(time);
        queue.take(block, BLOCK);
        frames++;
        for (float sample : block) {
            if (sample != 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds to the queue what comes next at its end: a packet, or a part of what is missing before it. */
    private void step(long time) {
        Optional<Slot> waiting = next();
        if (waiting.isEmpty()) {
            makeUp(BLOCK - queue.size());
            return;
        }
        Slot slot = waiting.get();
        if (!started) {
            started = true;
            head = slot.position;
        }
        long gap = slot.position - head;
        boolean due = time + queue.size() - slot.position >= delay.base() + delay.target();
        if (gap > ROUNDING && !(due && silent())) {
            bridge(slot, gap);
        } else {
            head = slot.position;
            decode(slot);
        }
    }

    private Optional<Slot> next() {
        return store.after(started ? played : Long.MIN_VALUE / 2);
    }

    /** What is missing before a packet: from its error correction as far as that reaches, else made up. */
    private void bridge(Slot slot, long gap) {
        Voice speaking = voiceOf(slot);
        int length = speaking.decoder.samples(slot.payload, 0, slot.length) * speaking.ratio();
        boolean single = slot.sequence == played + 2 && speaking.decoder.conceals();
        if (single && length > 0 && Math.abs(gap - length) <= ROUNDING) {
            int count = speaking.decoder.recover(slot.payload, 0, slot.length, sound, length);
            add(count, true);
            countConcealed(count);
            made = 0;
        } else {
            makeUp((int) Math.min(gap, BLOCK));
        }
    }

    private void decode(Slot slot) {
        played = slot.sequence;
        Voice speaking = voiceOf(slot);
        int count = speaking.decoder.decode(slot.payload, 0, slot.length, coded);
        if (count == AudioDecoder.INVALID) {
            dropped++;
            return;
        }
        announcedSilence = speaking.codec == AudioCodec.OPUS && slot.length <= 2;
        count = speaking.resampler.process(coded, count, sound);
        add(count, true);
        made = 0;
    }

    /** Makes up sound for which there is no packet. */
    private void makeUp(int count) {
        boolean opus = voice.isPresent() && voice.get().decoder.conceals();
        int patience = announcedSilence ? OPUS_QUIET_PATIENCE : OPUS_PATIENCE;
        if (!started && voice.isEmpty()) {
            Arrays.fill(sound, 0, count, 0);
            queue.add(sound, count);
            return;
        }
        int whole = (count + OPUS_STEP - 1) / OPUS_STEP * OPUS_STEP;
        if (opus && made < patience) {
            voice.get().decoder.conceal(sound, whole);
            add(whole, true);
            count = whole;
        } else {
            concealer.conceal(sound, count);
            add(count, false);
        }
        if (!silent() && !announcedSilence) {
            countConcealed(count);
        }
        made += count;
    }

    private boolean silent() {
        return concealer.silent();
    }

    private void countConcealed(int samples) {
        concealed += samples;
    }

    private void add(int count, boolean real) {
        if (real) {
            concealer.heard(sound, count);
        }
        queue.add(sound, count);
        head += count;
    }

    private Voice voiceOf(Slot slot) {
        AudioFormat format = formats.get(slot.payloadType);
        if (format == null) {
            // Agreed when it came, not any more: the present decoder says whether it can make anything of it.
            return voice.orElseGet(() -> voices.computeIfAbsent(AudioCodec.PCMA, Voice::of));
        }
        if (voice.isEmpty() || voice.get().codec != format.codec()) {
            voice = Optional.of(voices.computeIfAbsent(format.codec(), Voice::of));
        }
        return voice.get();
    }

    /** Leaves out packets that are far too old to catch up with by tempo. */
    private void skip(long time) {
        Optional<Slot> slot = next();
        while (started && slot.isPresent() && time - slot.get().position - delay.base() > TOO_MUCH) {
            played = slot.get().sequence;
            late++;
            slot = next();
        }
    }

    /** Brings the delay nearer to its target, a period of the voice at a time. */
    private void follow(long time) {
        calm = Math.max(0, calm - 1);
        if (!started || silent()) {
            return;
        }
        long excess = excess(time);
        if (excess > TOLERANCE && (calm == 0 || excess > HURRY)) {
            fill(BLOCK + Pitch.LONGEST);
            queue.shorten(BLOCK);
            calm = CALM;
        } else if (excess < -SHORTFALL && calm == 0 && fill(SoundQueue.CHANGEABLE)) {
            queue.lengthen();
            calm = CALM;
        }
    }

    /** Decodes ahead, if what comes next is there, and says whether so much sound waits now. */
    private boolean fill(int needed) {
        while (queue.size() < needed) {
            Optional<Slot> slot = next();
            if (slot.isEmpty() || Math.abs(slot.get().position - head) > ROUNDING) {
                return false;
            }
            head = slot.get().position;
            decode(slot.get());
        }
        return true;
    }

    /** How much longer than its target the sound that is played now has waited. */
    private long excess(long time) {
        return time - (head - queue.size()) - delay.base() - delay.target();
    }

    private static long samples(long nanoseconds) {
        return nanoseconds / 1_000_000 * MILLISECOND + nanoseconds % 1_000_000 * MILLISECOND / 1_000_000;
    }

    /** What was decoded last. */
    public Optional<AudioCodec> codec() {
        return voice.map(Voice::codec);
    }

    public long ssrc() {
        return source.ssrc();
    }

    /** Without duplicates; since the beginning. */
    public long packets() {
        return packets;
    }

    /** Of RTP payload. */
    public long bytes() {
        return bytes;
    }

    /** Expected less received packets of the present source. */
    public long lost() {
        return source.lost();
    }

    /** Extended highest sequence number (RFC 3550, section 6.4.1). */
    public long highestSequence() {
        return source.highest();
    }

    /** Interarrival jitter (RFC 3550, section 6.4.1), ms. */
    public double jitter() {
        return source.jitter() / MILLISECOND;
    }

    /** Blocks of 20 ms that were played. */
    public long frames() {
        return frames;
    }

    /** Sound that was made up, ms; silence that the party announced or that lasts does not count. */
    public long concealedMs() {
        return concealed / MILLISECOND;
    }

    /** Packets that came too late to be of use. */
    public long late() {
        return late;
    }

    /** Packets of an unknown payload type, of a doubtful source, or that do not decode. */
    public long dropped() {
        return dropped;
    }

    /** How long play-out waits for late packets, ms, 20 (the tick itself) to 200. */
    public double targetDelayMs() {
        return Math.max(20, (double) delay.target() / MILLISECOND);
    }

    /** How long the block that was played last has waited since the fastest packet could have brought it, ms. */
    double delayMs(long now) {
        return (double) (samples(now) - (head - queue.size() - BLOCK) - delay.base()) / MILLISECOND;
    }

    @Override
    public void close() {
        voices.values().forEach(each -> each.decoder.close());
        voices.clear();
        voice = Optional.empty();
    }
}
