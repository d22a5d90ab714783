package org.courtbridge.gateway.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.media.transport.TestBrowser;

/** ICE's checks with changed attributes, under an integrity and a fingerprint (RFC 8489) that are right. */
final class ForgedChecks implements Forger {

    private static final int HEADER = 20;
    private static final int INTEGRITY = 24;
    private static final int FINGERPRINT = 8;
    private static final int FINGERPRINT_XOR = 0x5354_554E;
    private static final int BURST = 20;

    /** From so many addresses checks come in a while, as if behind a NAT without rest. */
    private static final int BURSTS_AN_ADDRESS = 10;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final ForgingPhone phone;
    private final Junk junk;
    private long sent;

    ForgedChecks(ForgingPhone phone, long seed) throws Exception {
        this.phone = phone;
        this.junk = new Junk(seed);
        phone.check();
        phone.shakeHands();
    }

    @Override
    public void forge() throws Exception {
        if (sent % (BURST * BURSTS_AN_ADDRESS) == 0) {
            phone.media().move();
            phone.ping();
        }
        phone.media().sendRaw(TestBrowser.checkBytes(phone.credentials()));
        for (int i = 0; i < BURST; i++) {
            phone.media().sendRaw(check(i % 4 == 0));
        }
        sent += BURST;
        Await.elapsed(BETWEEN);
    }

    /** @param wrong whether only the fingerprint is right */
    private byte[] check(boolean wrong) throws GeneralSecurityException {
        byte[] genuine = TestBrowser.checkBytes(phone.credentials());
        byte[] attributes = junk.mutated(Arrays.copyOfRange(genuine, HEADER, genuine.length - INTEGRITY - FINGERPRINT));
        int length = HEADER + attributes.length + INTEGRITY + FINGERPRINT;
        ByteBuffer message = ByteBuffer.allocate(length).put(genuine, 0, HEADER).put(attributes);
        message.putShort(2, (short) (length - FINGERPRINT - HEADER));
        byte[] integrity = hmac(message);
        message.putShort((short) 0x0008)
                .putShort((short) integrity.length)
                .put(wrong ? junk.mutated(integrity) : integrity);
        message.putShort(2, (short) (length - HEADER));
        CRC32 check = new CRC32();
        check.update(message.array(), 0, message.position());
        return message.putShort((short) 0x8028)
                .putShort((short) 4)
                .putInt((int) check.getValue() ^ FINGERPRINT_XOR)
                .array();
    }

    private byte[] hmac(ByteBuffer message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(phone.credentials().password().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        mac.update(message.array(), 0, message.position());
        return mac.doFinal();
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void close() throws Exception {
        phone.close();
    }
}
