package org.courtbridge.devices.onvif;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.SafeXml;

/** WS-UsernameToken with a digest (OASIS, "Web Services Security UsernameToken Profile 1.1", 3.1). */
final class UsernameToken {

    static final String DIGEST =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private static final String BASE64 =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private static final String SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    private UsernameToken() {}

    /** Base64(SHA-1(nonce + created + password)). */
    static String digest(byte[] nonce, String created, String password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            sha1.update(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** @param now by the camera's clock: it takes no token that is old */
    static String header(Credentials credentials, byte[] nonce, Instant now) {
        String created = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return "<s:Header><Security s:mustUnderstand=\"1\" xmlns=\"" + SECURITY + "\"><UsernameToken><Username>"
                + SafeXml.escape(credentials.user()) + "</Username><Password Type=\"" + DIGEST + "\">"
                + digest(nonce, created, credentials.password()) + "</Password><Nonce EncodingType=\"" + BASE64 + "\">"
                + Base64.getEncoder().encodeToString(nonce) + "</Nonce><Created xmlns=\"" + UTILITY + "\">" + created
                + "</Created></UsernameToken></Security></s:Header>";
    }
}
