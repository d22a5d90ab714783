package org.courtbridge.codecs.srtp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of OpenSSL's libcrypto that SRTP needs, through Java's foreign-function API. Only where
 * {@link LibcryptoLookup} has found it.
 *
 * <p>Pointers are plain addresses, so that a call allocates nothing. What is called for every packet is bound as
 * {@linkplain Linker.Option#critical critical}: it takes about a microsecond, never waits and never calls back.
 */
final class Libcrypto {

    static final long NULL = 0;

    /** Type of an OSSL_PARAM that is a text (core.h). */
    static final int UTF8_STRING = 4;

    /** Type of an OSSL_PARAM that is bytes (core.h). */
    static final int OCTET_STRING = 5;

    /** A command of EVP_CIPHER_CTX_ctrl (evp.h). */
    private static final int AEAD_GET_TAG = 0x10;

    /** One OSSL_PARAM (core.h); a list of them ends with one that is all zero. */
    private static final MemoryLayout PARAMETER = MemoryLayout.structLayout(
            JAVA_LONG.withName("key"),
            JAVA_INT.withName("data_type"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("data"),
            JAVA_LONG.withName("data_size"),
            JAVA_LONG.withName("return_size"));

    private static final long SIZE_OFFSET = offset("data_size");

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option[] QUICK = {Linker.Option.critical(false)};

    private static final MethodHandle CIPHER_FETCH =
            function("EVP_CIPHER_fetch", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CIPHER_FREE = function("EVP_CIPHER_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle CIPHER_CTX_NEW = function("EVP_CIPHER_CTX_new", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle CIPHER_CTX_FREE =
            function("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle CIPHER_INIT = function(
            "EVP_CipherInit_ex2",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG),
            QUICK);
    private static final MethodHandle CIPHER_UPDATE = function(
            "EVP_CipherUpdate",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT),
            QUICK);
    private static final MethodHandle CIPHER_FINAL =
            function("EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG), QUICK);
    private static final MethodHandle CIPHER_CTRL = function(
            "EVP_CIPHER_CTX_ctrl", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG), QUICK);
    private static final MethodHandle MAC_FETCH =
            function("EVP_MAC_fetch", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MAC_FREE = function("EVP_MAC_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle MAC_CTX_NEW =
            function("EVP_MAC_CTX_new", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MAC_CTX_FREE = function("EVP_MAC_CTX_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle MAC_INIT = function(
            "EVP_MAC_init", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), QUICK);
    private static final MethodHandle MAC_UPDATE =
            function("EVP_MAC_update", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG), QUICK);
    private static final MethodHandle MAC_FINAL = function(
            "EVP_MAC_final", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), QUICK);
    private static final MethodHandle VERSION = function("OpenSSL_version", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));

    private Libcrypto() {}

    /** Such as "OpenSSL 3.5.1 1 Jul 2025". */
    static String version() {
        try {
            long text = (long) VERSION.invokeExact(0);
            return MemorySegment.ofAddress(text).reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * A context under one key, for {@link #freeCipher}.
     *
     * @param name such as AES-128-GCM
     */
    static long cipher(String name, byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            long type = (long)
                    CIPHER_FETCH.invokeExact(NULL, arena.allocateFrom(name).address(), NULL);
            check("EVP_CIPHER_fetch " + name, type != NULL);
            long context = (long) CIPHER_CTX_NEW.invokeExact();
            check("EVP_CIPHER_CTX_new", context != NULL);
            MemorySegment secret = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, key);
            int set = (int) CIPHER_INIT.invokeExact(context, type, secret.address(), NULL, 1, NULL);
            secret.fill((byte) 0);
            CIPHER_FREE.invokeExact(type); // the context holds on to it
            check("EVP_CipherInit_ex2", set == 1);
            return context;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void freeCipher(long context) {
        try {
            CIPHER_CTX_FREE.invokeExact(context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Begins a packet: the key stays, the vector is new.
     *
     * @param parameters of this packet, such as the tag that it must have; or {@link #NULL}
     */
    static void begin(long context, long iv, int encrypt, long parameters) {
        try {
            check(
                    "EVP_CipherInit_ex2",
                    (int) CIPHER_INIT.invokeExact(context, NULL, NULL, iv, encrypt, parameters) == 1);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @param to {@link #NULL} for data that is authenticated only */
    static void update(long context, long to, long written, long from, int length) {
        try {
            check("EVP_CipherUpdate", (int) CIPHER_UPDATE.invokeExact(context, to, written, from, length) == 1);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return false if the tag is not the right one */
    static boolean end(long context, long to, long written) {
        try {
            return (int) CIPHER_FINAL.invokeExact(context, to, written) == 1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void getTag(long context, long to, int length) {
        try {
            check("EVP_CIPHER_CTX_ctrl", (int) CIPHER_CTRL.invokeExact(context, AEAD_GET_TAG, length, to) == 1);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A context of HMAC-SHA1 under one key, for {@link #freeMac}. */
    static long hmacSha1(byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            long type = (long)
                    MAC_FETCH.invokeExact(NULL, arena.allocateFrom("HMAC").address(), NULL);
            check("EVP_MAC_fetch HMAC", type != NULL);
            long context = (long) MAC_CTX_NEW.invokeExact(type);
            MAC_FREE.invokeExact(type); // the context holds on to it
            check("EVP_MAC_CTX_new", context != NULL);
            MemorySegment secret = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, key);
            int set = (int) MAC_INIT.invokeExact(
                    context,
                    secret.address(),
                    (long) key.length,
                    parameter(arena, "digest", UTF8_STRING, arena.allocateFrom("SHA1"), "SHA1".length())
                            .address());
            secret.fill((byte) 0);
            check("EVP_MAC_init", set == 1);
            return context;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * A list of one OSSL_PARAM.
     *
     * @param size of the value in bytes, for a text without its end
     */
    static MemorySegment parameter(Arena arena, String name, int type, MemorySegment value, long size) {
        MemorySegment list = arena.allocate(MemoryLayout.sequenceLayout(2, PARAMETER));
        list.set(JAVA_LONG, offset("key"), arena.allocateFrom(name).address());
        list.set(JAVA_INT, offset("data_type"), type);
        list.set(JAVA_LONG, offset("data"), value.address());
        resize(list, size);
        return list;
    }

    /** Says how long the value of a {@link #parameter} is now. */
    static void resize(MemorySegment parameter, long size) {
        parameter.set(JAVA_LONG, SIZE_OFFSET, size);
    }

    private static long offset(String field) {
        return PARAMETER.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    static void freeMac(long context) {
        try {
            MAC_CTX_FREE.invokeExact(context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** The code of some bytes under the context's key. */
    static void mac(long context, long from, long length, long to, long written, long room) {
        try {
            check(
                    "EVP_MAC",
                    (int) MAC_INIT.invokeExact(context, NULL, 0L, NULL) == 1
                            && (int) MAC_UPDATE.invokeExact(context, from, length) == 1
                            && (int) MAC_FINAL.invokeExact(context, to, written, room) == 1);
        } catch (Throwable e) {
            throw broken(e);
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

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LibcryptoLookup.symbols().findOrThrow(name), type, options);
    }
}
