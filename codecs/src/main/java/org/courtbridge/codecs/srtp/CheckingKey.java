package org.courtbridge.codecs.srtp;

import org.courtbridge.codecs.rtp.RtpPacket;

/** One master key of a receiver: what checks and decrypts a packet under it. */
final class CheckingKey implements AutoCloseable {

    private final SrtpProfile profile;
    private final PacketCipher rtpCipher;
    private final PacketCipher rtcpCipher;
    private final Envelope rtpEnvelope;
    private final Envelope rtcpEnvelope;

    /** Of this key in RTP packets. */
    final MasterKeyIdentifier rtpIdentifier;

    /** Of this key in RTCP packets. */
    final MasterKeyIdentifier rtcpIdentifier;

    CheckingKey(SrtpKey key, CipherSource ciphers) {
        profile = key.profile();
        SessionKeys rtpKeys = key.session(PacketKind.RTP);
        SessionKeys rtcpKeys = key.session(PacketKind.RTCP);
        rtpEnvelope = new Envelope(profile, PacketKind.RTP, rtpKeys.salt);
        rtcpEnvelope = new Envelope(profile, PacketKind.RTCP, rtcpKeys.salt);
        rtpIdentifier = new MasterKeyIdentifier(key, PacketKind.RTP);
        rtcpIdentifier = new MasterKeyIdentifier(key, PacketKind.RTCP);
        rtpCipher = ciphers.cipher(profile, rtpKeys);
        rtcpCipher = ciphers.cipher(profile, rtcpKeys);
    }

    /** Bytes of a packet without its tag. */
    int plainLength(RtpPacket packet) {
        return packet.getLength() - profile.tagLength(PacketKind.RTP);
    }

    /** Bytes of a compound RTCP packet without tag and index. */
    int plainRtcpLength(int length) {
        return length - profile.tagLength(PacketKind.RTCP) - Integer.BYTES;
    }

    /** E flag and index of an SRTCP packet (RFC 3711, section 3.4). */
    int rtcpWord(byte[] buffer, int offset, int plain) {
        return rtcpEnvelope.readWord(buffer, offset, plain);
    }

    /** Decrypts in place if the packet is genuine. */
    boolean open(RtpPacket packet, int plain, long index) {
        return rtpCipher.open(rtpEnvelope.rtp(
                packet.getBuffer(), packet.getOffset(), packet.headerLength(), plain, (int) packet.ssrc(), index));
    }

    /** Decrypts in place if the packet is genuine. */
    boolean openRtcp(byte[] buffer, int offset, int plain, int word) {
        return rtcpCipher.open(rtcpEnvelope.rtcp(buffer, offset, plain, word));
    }

    @Override
    public void close() {
        rtpCipher.close();
        rtcpCipher.close();
    }
}
