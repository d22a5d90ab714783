package org.courtbridge.codecs.video;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries of openh264 that report one version or another. */
class OpenH264VersionTest {

    /** A library that has nothing but its version. */
    private record Reporting(int major, int minor, int revision) {

        @SuppressWarnings("unused")
        void report(MemorySegment version) {
            MemorySegment numbers = version.reinterpret(4L * Integer.BYTES);
            numbers.setAtIndex(JAVA_INT, 0, major);
            numbers.setAtIndex(JAVA_INT, 1, minor);
            numbers.setAtIndex(JAVA_INT, 2, revision);
            numbers.setAtIndex(JAVA_INT, 3, 2_502);
        }

        SymbolLookup library(Arena arena) throws ReflectiveOperationException {
            MemorySegment function = Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(this, "report", MethodType.methodType(void.class, MemorySegment.class)),
                            FunctionDescriptor.ofVoid(ADDRESS),
                            arena);
            return name -> name.equals("WelsGetCodecVersionEx") ? Optional.of(function) : Optional.empty();
        }
    }

    private static OpenH264Library.Version version(int major, int minor, int revision)
            throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            return OpenH264Library.version(new Reporting(major, minor, revision).library(arena));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17})
    void areTakenOfTheKnownStructures(int revision) throws ReflectiveOperationException {
        assertThat(version(2, 6, revision)).satisfies(version -> {
            assertThat(version.isKnown()).isTrue();
            assertThat(version.complaint()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 1", "2, 7, 0", "3, 6, 0", "1, 6, 0", "0, 0, 0", "-1, -1, -1"})
    void areLeftAloneOfOtherStructures(int major, int minor, int revision) throws ReflectiveOperationException {
        assertThat(version(major, minor, revision)).satisfies(version -> {
            assertThat(version.isKnown()).isFalse();
            assertThat(version.complaint())
                    .contains("openh264: version %d.%d.%d (expected: 2.6)".formatted(major, minor, revision));
        });
    }

    /** Whichever this system has is used or complained of, and H.264 is coded either way. */
    @Test
    void areUsedOrComplainedOf() {
        EncoderSettings settings = EncoderSettings.ofDefaultProfile(320, 180, 25, 200_000, 0);
        try (PictureEncoder encoder = PictureEncoder.h264(settings)) {
            assertThat(encoder).isInstanceOf(OpenH264Library.isPresent() ? OpenH264Encoder.class : FfmpegEncoder.class);
            assertThat(encoder.encode(I420Picture.black(320, 180), true).bytes())
                    .isNotEmpty();
        }
        assertThat(OpenH264Library.isPresent() && OpenH264Library.complaint().isPresent())
                .isFalse();
    }
}
