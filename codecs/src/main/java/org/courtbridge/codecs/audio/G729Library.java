package org.courtbridge.codecs.audio;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * libjitsi's G.729 in Java, frame by frame. Its public classes wrap the codec in the Java Media Framework, which we do not have; the
 * codec itself is not public, but is in the class path like we are.
 *
 * <p>It takes a frame as the Recommendation's reference code does: a word to synchronise, the number of bits, and a word
 * for each bit.
 */
final class G729Library {

    /** Samples of a frame of 10 ms. */
    static final int FRAME = 80;

    /** Bytes of a coded frame. */
    static final int BYTES = 10;

    private static final int BITS = 8 * BYTES;
    private static final short SYNC_WORD = 0x6B21;
    private static final short ZERO = 0x7F;
    private static final short ONE = 0x81;

    private static final Direction CODER = new Direction("Coder");
    private static final Direction DECODER = new Direction("Decoder");

    private final Direction direction;
    private final Object state;
    private final short[] words = new short[2 + BITS];

    private G729Library(Direction direction) {
        this.direction = direction;
        this.state = direction.create();
    }

    static G729Library coder() {
        return new G729Library(CODER);
    }

    static G729Library decoder() {
        return new G729Library(DECODER);
    }

    /** Codes {@link #FRAME} samples to {@link #BYTES}. */
    void encode(short[] samples, byte[] into, int at) {
        direction.process(state, samples, words);
        for (int i = 0; i < BYTES; i++) {
            int octet = 0;
            for (int bit = 0; bit < 8; bit++) {
                octet = octet << 1 | (words[2 + 8 * i + bit] == ONE ? 1 : 0);
            }
            into[at + i] = (byte) octet;
        }
    }

    /** Decodes {@link #BYTES} to {@link #FRAME} samples. */
    void decode(byte[] coded, int at, short[] into) {
        words[0] = SYNC_WORD;
        words[1] = BITS;
        for (int i = 0; i < BITS; i++) {
            words[2 + i] = (coded[at + i / 8] >> 7 - i % 8 & 1) == 1 ? ONE : ZERO;
        }
        direction.process(state, words, into);
    }

    /** A class of the library that has a constructor without arguments and {@code void process(short[], short[])}. */
    private static final class Direction {

        private final MethodHandle constructor;
        private final MethodHandle process;

        Direction(String name) {
            try {
                Class<?> codec = Class.forName("org.jitsi.impl.neomedia.codec.audio.g729." + name);
                MethodHandles.Lookup inside = MethodHandles.privateLookupIn(codec, MethodHandles.lookup());
                constructor = inside.findConstructor(codec, MethodType.methodType(void.class))
                        .asType(MethodType.methodType(Object.class));
                process = inside.findVirtual(
                                codec, "process", MethodType.methodType(void.class, short[].class, short[].class))
                        .asType(MethodType.methodType(void.class, Object.class, short[].class, short[].class));
            } catch (ReflectiveOperationException e) {
                throw new AudioCodecException("G.729 of libjitsi is not what it was", e);
            }
        }

        Object create() {
            try {
                return (Object) constructor.invokeExact();
            } catch (Throwable e) {
                throw failed(e);
            }
        }

        void process(Object state, short[] in, short[] out) {
            try {
                process.invokeExact(state, in, out);
            } catch (Throwable e) {
                throw failed(e);
            }
        }

        private static AudioCodecException failed(Throwable cause) {
            return new AudioCodecException("G.729 of libjitsi failed", cause);
        }
    }
}
