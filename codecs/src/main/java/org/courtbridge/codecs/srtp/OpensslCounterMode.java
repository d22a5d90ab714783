package org.courtbridge.codecs.srtp;

/** AES in counter mode and HMAC-SHA1 (RFC 3711, sections 4.1.1 and 4.2.1) by OpenSSL. */
final class OpensslCounterMode implements PacketCipher {

    private static final int ENCRYPT = 1;

    private final NativePacket memory = new NativePacket();
    private final long cipher;
    private final long mac;

    OpensslCounterMode(SessionKeys keys) {
        cipher = Libcrypto.cipher("AES-" + 8 * keys.encryption.length + "-CTR", keys.encryption);
        mac = Libcrypto.hmacSha1(keys.authentication);
    }

    @Override
    public void seal(Envelope packet) {
        memory.load(packet);
        crypt(packet);
        authenticate(packet);
        memory.store(packet);
        memory.storeTag(packet);
    }

    @Override
    public boolean open(Envelope packet) {
        memory.load(packet);
        authenticate(packet);
        if (!memory.hasTagOf(packet)) {
            return false;
        }
        crypt(packet);
        memory.store(packet);
        return true;
    }

    /** Encrypting and decrypting are the same. */
    private void crypt(Envelope packet) {
        int length = packet.length() - packet.clear();
        if (length > 0) {
            long payload = memory.data() + packet.clear();
            Libcrypto.begin(cipher, memory.iv(), ENCRYPT, Libcrypto.NULL);
            Libcrypto.update(cipher, payload, memory.written(), payload, length);
        }
    }

    private void authenticate(Envelope packet) {
        long length = packet.length() + Integer.BYTES;
        Libcrypto.mac(mac, memory.data(), length, memory.tag(), memory.written(), NativePacket.TAG_ROOM);
    }

    @Override
    public void close() {
        Libcrypto.freeCipher(cipher);
        Libcrypto.freeMac(mac);
        memory.close();
    }
}
