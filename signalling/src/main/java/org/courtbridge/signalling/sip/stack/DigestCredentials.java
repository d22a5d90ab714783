package org.courtbridge.signalling.sip.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AuthorizationHeader;
import org.courtbridge.provisioning.inventory.DigestSecrets;

/**
 * The digest credentials by which a party proves itself (RFC 7616, RFC 8760): only with {@code qop=auth}, as we never offer less.
 *
 * @param count {@code nc}
 */
public record DigestCredentials(
        Algorithm algorithm,
        String username,
        String realm,
        String nonce,
        String uri,
        String cnonce,
        String nc,
        String response,
        long count) {

    /** In the order in which we offer them. */
    public enum Algorithm {
        SHA_256("SHA-256"),
        MD5("MD5");

        private final String word;

        Algorithm(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public String secret(DigestSecrets secrets) {
            return this == SHA_256 ? secrets.sha256() : secrets.md5();
        }

        public String hash(String text) {
            try {
                MessageDigest digest = MessageDigest.getInstance(word);
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        public static Optional<Algorithm> of(String word) {
            for (Algorithm algorithm : values()) {
                if (algorithm.word.equalsIgnoreCase(word)) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }
    }

    /** Empty if something is missing or of a kind that we did not offer. */
    public static Optional<DigestCredentials> of(AuthorizationHeader header) {
        String nc = parameter(header, "nc");
        Optional<Algorithm> algorithm =
                Algorithm.of(header.getParameter("algorithm") == null ? "MD5" : parameter(header, "algorithm"));
        if (algorithm.isEmpty()
                || !"Digest".equalsIgnoreCase(header.getScheme())
                || !parameter(header, "qop").equalsIgnoreCase("auth")
                || !nc.matches("[0-9a-fA-F]{8}")) {
            return Optional.empty();
        }
        return Optional.of(new DigestCredentials(
                algorithm.get(),
                parameter(header, "username"),
                parameter(header, "realm"),
                parameter(header, "nonce"),
                parameter(header, "uri"),
                parameter(header, "cnonce"),
                nc,
                parameter(header, "response").toLowerCase(Locale.ROOT),
                Long.parseLong(nc, 16)));
    }

    /** The parameter as it was written, without its quotation marks: JAIN-SIP's own accessors rewrite URIs. */
    private static String parameter(AuthorizationHeader header, String name) {
        String value = header.getParameter(name);
        return value == null ? "" : unquoted(value);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /**
     * Whether they may have been made for a request to this URI (RFC 7616, section 3.4.6): not if they name another user.
     * The rest may differ, as application gateways in routers rewrite the addresses in a request but not those in its
     * credentials; and some peers, sipp for one, name the server only.
     */
    public boolean isFor(URI requested) {
        int start = uri.indexOf(':') + 1;
        int at = uri.indexOf('@', start);
        String user = requested instanceof SipURI sip && sip.getUser() != null ? sip.getUser() : "";
        return at < 0 || uri.substring(start, at).equals(user);
    }

    public boolean match(DigestSecrets secrets, String method) {
        String expected = expected(algorithm, algorithm.secret(secrets), nonce, nc, cnonce, method, uri);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), response.getBytes(StandardCharsets.UTF_8));
    }

    /** The response that proves knowledge of H(username:realm:password). */
    public static String expected(
            Algorithm algorithm, String secret, String nonce, String nc, String cnonce, String method, String uri) {
        return algorithm.hash(
                secret + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + algorithm.hash(method + ":" + uri));
    }

    /** Without the response, which stands for the password. */
    @Override
    public String toString() {
        return "DigestCredentials[" + algorithm + "]";
    }
}
