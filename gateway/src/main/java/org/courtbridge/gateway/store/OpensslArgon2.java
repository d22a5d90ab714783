package org.courtbridge.gateway.store;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.courtbridge.codecs.srtp.LibcryptoLookup;

/** Argon2id (RFC 9106) with one lane by the system's libcrypto, which has it since OpenSSL 3.2; see EVP_KDF-ARGON2(7). */
final class OpensslArgon2 {

    /** Types of OSSL_PARAM (core.h). */
    private static final int UNSIGNED_INTEGER = 2;

    private static final int OCTET_STRING = 5;

    private static final MemoryLayout PARAMETER = MemoryLayout.structLayout(
            ADDRESS.withName("key"),
            JAVA_INT.withName("data_type"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("data"),
            JAVA_LONG.withName("data_size"),
            JAVA_LONG.withName("return_size"));

    private static final Optional<OpensslArgon2> INSTANCE = find();

    private final MemorySegment kdf;
    private final MethodHandle contextNew;
    private final MethodHandle contextFree;
    private final MethodHandle derive;

    private OpensslArgon2(SymbolLookup libcrypto, MemorySegment kdf) {
        this.kdf = kdf;
        this.contextNew = function(libcrypto, "EVP_KDF_CTX_new", FunctionDescriptor.of(ADDRESS, ADDRESS));
        this.contextFree = function(libcrypto, "EVP_KDF_CTX_free", FunctionDescriptor.ofVoid(ADDRESS));
        this.derive = function(
                libcrypto, "EVP_KDF_derive", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    /** Empty if this system has none. */
    static Optional<OpensslArgon2> instance() {
        return INSTANCE;
    }

    private static Optional<OpensslArgon2> find() {
        if (!LibcryptoLookup.isPresent()) {
            return Optional.empty();
        }
        SymbolLookup libcrypto = LibcryptoLookup.symbols();
        MethodHandle fetch =
                function(libcrypto, "EVP_KDF_fetch", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment kdf = (MemorySegment)
                    fetch.invokeExact(MemorySegment.NULL, arena.allocateFrom("ARGON2ID"), MemorySegment.NULL);
            return kdf.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(new OpensslArgon2(libcrypto, kdf));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @param memory in KiB */
    byte[] hash(String secret, byte[] salt, int memory, int passes, int size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pass = arena.allocateFrom(JAVA_BYTE, secret.getBytes(StandardCharsets.UTF_8));
            MemorySegment hash = arena.allocate(size);
            MemorySegment context = (MemorySegment) contextNew.invokeExact(kdf);
            check("EVP_KDF_CTX_new", !context.equals(MemorySegment.NULL));
            try {
                MemorySegment parameters = new Parameters(arena)
                        .bytes("pass", pass)
                        .bytes("salt", arena.allocateFrom(JAVA_BYTE, salt))
                        .number("iter", passes)
                        .number("memcost", memory)
                        .number("lanes", 1)
                        .end();
                int derived = (int) derive.invokeExact(context, hash, (long) size, parameters);
                check("EVP_KDF_derive", derived == 1);
                return hash.toArray(JAVA_BYTE);
            } finally {
                pass.fill((byte) 0);
                contextFree.invokeExact(context);
            }
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** An array of OSSL_PARAM. */
    private static final class Parameters {

        private static final int MOST = 6;

        private final Arena arena;
        private final MemorySegment array;
        private int count;

        Parameters(Arena arena) {
            this.arena = arena;
            this.array = arena.allocate(PARAMETER, MOST);
        }

        Parameters bytes(String name, MemorySegment value) {
            return add(name, OCTET_STRING, value);
        }

        Parameters number(String name, int value) {
            return add(name, UNSIGNED_INTEGER, arena.allocateFrom(JAVA_INT, value));
        }

        private Parameters add(String name, int type, MemorySegment value) {
            MemorySegment parameter = array.asSlice(count * PARAMETER.byteSize(), PARAMETER.byteSize());
            parameter.set(ADDRESS, offset("key"), arena.allocateFrom(name));
            parameter.set(JAVA_INT, offset("data_type"), type);
            parameter.set(ADDRESS, offset("data"), value);
            parameter.set(JAVA_LONG, offset("data_size"), value.byteSize());
            count++;
            return this;
        }

        private static long offset(String field) {
            return PARAMETER.byteOffset(MemoryLayout.PathElement.groupElement(field));
        }

        /** The last one has no name. */
        MemorySegment end() {
            return array;
        }
    }

    private static void check(String call, boolean succeeded) {
        if (!succeeded) {
            throw new IllegalStateException("libcrypto: " + call + " failed");
        }
    }

    private static RuntimeException broken(Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException("libcrypto", cause);
    }

    private static MethodHandle function(SymbolLookup libcrypto, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(libcrypto.findOrThrow(name), type);
    }
}
