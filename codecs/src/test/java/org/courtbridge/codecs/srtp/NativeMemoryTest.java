package org.courtbridge.codecs.srtp;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeMemoryTest {

    private static final int ROUNDS = 7;
    private static final int CALLS = 2_000;

    /** A call has at least four contexts of over 300 bytes: 2.4 MB if one is not freed. */
    private static final long ALLOWED = 1 << 20;

    @ParameterizedTest
    @EnumSource(names = {"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    void isFreedWhenCallsEnd(SrtpProfile profile) throws Throwable {
        Linker linker = Linker.nativeLinker();
        assumeTrue(linker.defaultLookup().find("mallinfo2").isPresent(), "the C library counts what is allocated");
        MemoryLayout counters = MemoryLayout.sequenceLayout(10, JAVA_LONG);
        MethodHandle mallinfo = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mallinfo2"),
                FunctionDescriptor.of(MemoryLayout.structLayout(counters)));
        // Java's compiler takes and gives back memory too, but not in every round.
        long[] growth = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long before = inUse(mallinfo);
            calls(profile, CALLS);
            growth[i] = inUse(mallinfo) - before;
        }
        Arrays.sort(growth);
        assertThat(growth[ROUNDS / 2])
                .as("growth of the rounds: %s", Arrays.toString(growth))
                .isLessThan(ALLOWED);
    }

    private static long inUse(MethodHandle mallinfo) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counters = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return counters.get(JAVA_LONG, 7 * 8); // uordblks
        }
    }

    private static void calls(SrtpProfile profile, int count) {
        SrtpKey key = SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
        byte[] bytes = new byte[172 + SrtpSender.OVERHEAD];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket();
        for (int i = 0; i < count; i++) {
            try (SrtpSender sender = new SrtpSender(key);
                    SrtpReceiver receiver = new SrtpReceiver(key)) {
                assertThat(sender.protect(packet.wrap(bytes, 0, 172))).isTrue();
                assertThat(receiver.unprotect(packet)).isTrue();
            }
        }
    }
}
