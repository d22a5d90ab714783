package org.courtbridge.codecs.srtp;

/** AES in Galois/Counter Mode (RFC 7714) by OpenSSL. */
final class OpensslGcm implements PacketCipher {

    private static final int ENCRYPT = 1;
    private static final int DECRYPT = 0;

    private final NativePacket memory = new NativePacket();
    private final long cipher;

    OpensslGcm(SessionKeys keys) {
        cipher = Libcrypto.cipher("AES-" + 8 * keys.encryption.length + "-GCM", keys.encryption);
    }

    @Override
    public void seal(Envelope packet) {
        memory.load(packet);
        crypt(packet, ENCRYPT, Libcrypto.NULL);
        if (!Libcrypto.end(cipher, memory.data(), memory.written())) {
            throw new IllegalStateException("libcrypto: encryption failed");
        }
        Libcrypto.getTag(cipher, memory.tag(), packet.tagLength());
        memory.store(packet);
        memory.storeTag(packet);
    }

    @Override
    public boolean open(Envelope packet) {
        memory.load(packet);
        memory.loadTag(packet);
        crypt(packet, DECRYPT, memory.tagParameter());
        if (!Libcrypto.end(cipher, memory.data(), memory.written())) {
            return false;
        }
        memory.store(packet);
        return true;
    }

    private void crypt(Envelope packet, int direction, long parameters) {
        Libcrypto.begin(cipher, memory.iv(), direction, parameters);
        Libcrypto.update(cipher, Libcrypto.NULL, memory.written(), memory.data(), packet.clear());
        if (packet.authenticatesWord()) {
            long word = memory.data() + packet.length();
            Libcrypto.update(cipher, Libcrypto.NULL, memory.written(), word, Integer.BYTES);
        }
        int length = packet.length() - packet.clear();
        if (length > 0) {
            long payload = memory.data() + packet.clear();
            Libcrypto.update(cipher, payload, memory.written(), payload, length);
        }
    }

    @Override
    public void close() {
        Libcrypto.freeCipher(cipher);
        memory.close();
    }
}
