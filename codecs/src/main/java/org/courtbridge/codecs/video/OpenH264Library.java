package org.courtbridge.codecs.video;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system's openh264 through Java's foreign-function API. An encoder is an object with a table of functions
 * (ISVCEncoderVtbl in its codec_api.h); the places below, and the offsets in {@link OpenH264Encoder}, are those of version 2.6,
 * whose soname is libopenh264.so.8. What reports another version is not called: it would read and write other fields.
 */
final class OpenH264Library {

    /** Places in ISVCEncoderVtbl. */
    private enum Function {
        INITIALIZE_EXT(1),
        GET_DEFAULT_PARAMS(2),
        UNINITIALIZE(3),
        ENCODE_FRAME(4),
        FORCE_INTRA_FRAME(6),
        SET_OPTION(7);

        final int place;

        Function(int place) {
            this.place = place;
        }
    }

    private static final int FUNCTIONS = 9;

    /** The version that the library reports (OpenH264Version in codec_app_def.h). */
    record Version(int major, int minor, int revision) {

        private static final int MAJOR = 2;
        private static final int MINOR = 6;

        /** Whether its structures are those that are written down here. */
        boolean isKnown() {
            return major == MAJOR && minor == MINOR;
        }

        /** The reason that it is not called; empty if it is. */
        Optional<String> complaint() {
            return isKnown()
                    ? Optional.empty()
                    : Optional.of("openh264: version %d.%d.%d (expected: %d.%d)"
                            .formatted(major, minor, revision, MAJOR, MINOR));
        }
    }

    /** Numbers of OpenH264Version, the fourth of which is reserved. */
    private static final int VERSION_NUMBERS = 4;

    private static final AddressLayout TABLE =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(FUNCTIONS, ADDRESS));
    private static final AddressLayout OBJECT = ADDRESS.withTargetLayout(TABLE);

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Optional<SymbolLookup> SYMBOLS = find();
    private static final Optional<Version> VERSION = SYMBOLS.map(OpenH264Library::version);

    /** Calls of functions in the table, by what they take besides the encoder. */
    private static final MethodHandle WITH_POINTER =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private static final MethodHandle PLAIN = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle WITH_TWO_POINTERS =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle WITH_BOOLEAN =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_BOOLEAN));
    private static final MethodHandle WITH_OPTION =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

    private OpenH264Library() {}

    private static Optional<SymbolLookup> find() {
        try {
            return Optional.of(SymbolLookup.libraryLookup("libopenh264.so.8", Arena.global()));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    /** Whether there is one of the version that is known here. */
    static boolean isPresent() {
        return VERSION.filter(Version::isKnown).isPresent();
    }

    /** The reason that the one that there is cannot be used; empty if it can, or there is none. */
    static Optional<String> complaint() {
        return VERSION.flatMap(Version::complaint);
    }

    static Version version(SymbolLookup library) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, VERSION_NUMBERS);
            LINKER.downcallHandle(library.findOrThrow("WelsGetCodecVersionEx"), FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeExact(numbers);
            return new Version(
                    numbers.getAtIndex(JAVA_INT, 0), numbers.getAtIndex(JAVA_INT, 1), numbers.getAtIndex(JAVA_INT, 2));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle exported(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(SYMBOLS.orElseThrow().findOrThrow(name), type);
    }

    /** @return for {@link #destroy} */
    static MemorySegment create() {
        complaint().ifPresent(why -> {
            throw new PictureCodecException(why);
        });
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment created = arena.allocate(OBJECT);
            int code = (int) exported("WelsCreateSVCEncoder", FunctionDescriptor.of(JAVA_INT, ADDRESS))
                    .invokeExact(created);
            check("WelsCreateSVCEncoder", code);
            return created.get(OBJECT, 0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void destroy(MemorySegment encoder) {
        try {
            int ignoredCode = (int) PLAIN.invokeExact(function(encoder, Function.UNINITIALIZE), encoder);
            exported("WelsDestroySVCEncoder", FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeExact(encoder);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void defaults(MemorySegment encoder, MemorySegment parameters) {
        try {
            check("GetDefaultParams", (int)
                    WITH_POINTER.invokeExact(function(encoder, Function.GET_DEFAULT_PARAMS), encoder, parameters));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void initialize(MemorySegment encoder, MemorySegment parameters) {
        try {
            check("InitializeExt", (int)
                    WITH_POINTER.invokeExact(function(encoder, Function.INITIALIZE_EXT), encoder, parameters));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void encode(MemorySegment encoder, MemorySegment picture, MemorySegment coded) {
        try {
            check("EncodeFrame", (int)
                    WITH_TWO_POINTERS.invokeExact(function(encoder, Function.ENCODE_FRAME), encoder, picture, coded));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void forceKeyframe(MemorySegment encoder) {
        try {
            check("ForceIntraFrame", (int)
                    WITH_BOOLEAN.invokeExact(function(encoder, Function.FORCE_INTRA_FRAME), encoder, true));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @param option of ENCODER_OPTION (codec_app_def.h) */
    static void set(MemorySegment encoder, int option, MemorySegment value) {
        try {
            check("SetOption", (int)
                    WITH_OPTION.invokeExact(function(encoder, Function.SET_OPTION), encoder, option, value));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MemorySegment function(MemorySegment encoder, Function function) {
        return encoder.get(TABLE, 0).getAtIndex(ADDRESS, function.place);
    }

    private static void check(String call, int code) {
        if (code != 0) {
            throw new PictureCodecException("openh264: " + call + ": " + code);
        }
    }

    private static RuntimeException broken(Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException("openh264", cause);
    }
}
