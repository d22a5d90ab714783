package org.courtbridge.codecs.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.courtbridge.codecs.NativeLibraries;

/**
 * The functions of libopus, from the copy inside libjitsi's jar, through Java's foreign-function API: libjitsi's own JNI
 * class loads only where java.lang is opened by force, and offers no floating point.
 */
final class OpusLibrary {

    /** opus_defines.h. */
    static final int APPLICATION_VOIP = 2_048;

    static final int SET_BITRATE = 4_002;
    static final int SET_COMPLEXITY = 4_010;
    static final int SET_INBAND_FEC = 4_012;
    static final int SET_PACKET_LOSS_PERC = 4_014;
    static final int SET_DTX = 4_016;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = load();

    private static final MethodHandle ENCODER_CREATE =
            function("opus_encoder_create", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle ENCODER_CTL = function(
            "opus_encoder_ctl",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle ENCODE = function(
            "opus_encode_float", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle ENCODER_DESTROY =
            function("opus_encoder_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle DECODER_CREATE =
            function("opus_decoder_create", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle DECODE = function(
            "opus_decode_float",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle PACKET_SAMPLES =
            function("opus_decoder_get_nb_samples", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle DECODER_DESTROY =
            function("opus_decoder_destroy", FunctionDescriptor.ofVoid(ADDRESS));

    private OpusLibrary() {}

    static MemorySegment createEncoder() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(JAVA_INT);
            MemorySegment encoder = (MemorySegment) ENCODER_CREATE.invokeExact(Pcm.RATE, 1, APPLICATION_VOIP, error);
            check("opus_encoder_create", error.get(JAVA_INT, 0));
            return encoder;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void control(MemorySegment encoder, int request, int value) {
        try {
            check("opus_encoder_ctl", (int) ENCODER_CTL.invokeExact(encoder, request, value));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int encode(MemorySegment encoder, MemorySegment samples, int count, MemorySegment into, int room) {
        try {
            return check("opus_encode_float", (int) ENCODE.invokeExact(encoder, samples, count, into, room));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void destroyEncoder(MemorySegment encoder) {
        try {
            ENCODER_DESTROY.invokeExact(encoder);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment createDecoder() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(JAVA_INT);
            MemorySegment decoder = (MemorySegment) DECODER_CREATE.invokeExact(Pcm.RATE, 1, error);
            check("opus_decoder_create", error.get(JAVA_INT, 0));
            return decoder;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return samples, or a negative code if the packet is not Opus */
    static int decode(
            MemorySegment decoder, MemorySegment packet, int length, MemorySegment into, int samples, int fec) {
        try {
            return (int) DECODE.invokeExact(decoder, packet, length, into, samples, fec);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return samples, or a negative code if the packet is not Opus */
    static int samples(MemorySegment decoder, MemorySegment packet, int length) {
        try {
            return (int) PACKET_SAMPLES.invokeExact(decoder, packet, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void destroyDecoder(MemorySegment decoder) {
        try {
            DECODER_DESTROY.invokeExact(decoder);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int check(String call, int code) {
        if (code < 0) {
            throw new AudioCodecException(call + ": " + code);
        }
        return code;
    }

    private static AudioCodecException broken(Throwable cause) {
        return cause instanceof AudioCodecException known ? known : new AudioCodecException("libopus", cause);
    }

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(SYMBOLS.findOrThrow(name), type, options);
    }

    private static SymbolLookup load() {
        String machine = switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86-64";
            case "aarch64" -> "aarch64";
            case String other -> throw new AudioCodecException("os.arch: " + other + " (expected: amd64, aarch64)");
        };
        String resource = "/linux-" + machine + "/libjnopus.so";
        try (InputStream library = OpusLibrary.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new AudioCodecException(resource + ": not on the class path (it is in libjitsi)");
            }
            Path file = Files.createTempFile(NativeLibraries.folder(), "courtbridge-opus", ".so");
            try {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
                return SymbolLookup.libraryLookup(file, Arena.global());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
