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

    /** Commands of EVP_CIPHER_CTX_ctrl (evp.h). */
    private static final int AEAD_GET_TAG = 0x10;

    private static final int AEAD_SET_TAG = 0x11;

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

    /** Begins a packet: the key stays, the vector is new. */
    static void begin(long context, long iv, int encrypt) {
        try {
            check("EVP_CipherInit_ex2", (int) CIPHER_INIT.invokeExact(context, NULL, NULL, iv, encrypt, NULL) == 1);
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
        control(context, AEAD_GET_TAG, to, length);
    }

    static void setTag(long context, long from, int length) {
        control(context, AEAD_SET_TAG, from, length);
    }

    private static void control(long context, int request, long tag, int length) {
        try {
            check("EVP_CIPHER_CTX_ctrl", (int) CIPHER_CTRL.invokeExact(context, request, length, tag) == 1);
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
                    digest(arena, "SHA1").address());
            secret.fill((byte) 0);
            check("EVP_MAC_init", set == 1);
            return context;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Two elements of OSSL_PARAM (core.h): the digest's name, and the end. */
    private static MemorySegment digest(Arena arena, String name) {
        MemoryLayout parameter = MemoryLayout.structLayout(
                JAVA_LONG.withName("key"),
                JAVA_INT.withName("data_type"),
                MemoryLayout.paddingLayout(4),
                JAVA_LONG.withName("data"),
                JAVA_LONG.withName("data_size"),
                JAVA_LONG.withName("return_size"));
        int utf8String = 4;
        MemorySegment parameters = arena.allocate(MemoryLayout.sequenceLayout(2, parameter));
        parameters.set(JAVA_LONG, 0, arena.allocateFrom("digest").address());
        parameters.set(JAVA_INT, 8, utf8String);
        parameters.set(JAVA_LONG, 16, arena.allocateFrom(name).address());
        parameters.set(JAVA_LONG, 24, name.length());
        return parameters;
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
