package org.courtbridge.simulators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Proves a password to whoever asked for it (RFC 7616, as RFC 8760 has it for SIP): SHA-256, or else MD5. */
final class DigestAnswer {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HeaderFactory headers;
    private final String user;
    private final String password;

    DigestAnswer(HeaderFactory headers, String user, String password) {
        this.headers = headers;
        this.user = user;
        this.password = password;
    }

    /** @return the header for the request sent anew; empty, if the challenge asks for what we do not know */
    Optional<AuthorizationHeader> to(Response challenge, Request request) throws ParseException {
        Optional<WWWAuthenticateHeader> strongest = Optional.empty();
        for (String name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            for (Iterator<?> each = challenge.getHeaders(name); each.hasNext(); ) {
                WWWAuthenticateHeader offered = (WWWAuthenticateHeader) each.next();
                if (rank(offered) > strongest.map(DigestAnswer::rank).orElse(0)) {
                    strongest = Optional.of(offered);
                }
            }
        }
        return strongest.isPresent() ? Optional.of(answer(strongest.get(), request)) : Optional.empty();
    }

    private static int rank(WWWAuthenticateHeader offered) {
        String algorithm = algorithm(offered);
        boolean digest = "Digest".equalsIgnoreCase(offered.getScheme());
        if (digest && algorithm.equalsIgnoreCase("SHA-256")) {
            return 2;
        }
        return digest && algorithm.equalsIgnoreCase("MD5") ? 1 : 0;
    }

    private static String algorithm(WWWAuthenticateHeader offered) {
        return Optional.ofNullable(offered.getAlgorithm()).orElse("MD5");
    }

    private AuthorizationHeader answer(WWWAuthenticateHeader challenge, Request request) throws ParseException {
        String algorithm = algorithm(challenge);
        String realm = challenge.getRealm();
        String nonce = challenge.getNonce();
        String uri = request.getRequestURI().toString();
        AuthorizationHeader answer = challenge instanceof ProxyAuthenticateHeader
                ? headers.createProxyAuthorizationHeader("Digest")
                : headers.createAuthorizationHeader("Digest");
        answer.setUsername(user);
        answer.setRealm(realm);
        answer.setNonce(nonce);
        answer.setURI(request.getRequestURI());
        answer.setAlgorithm(algorithm);
        if (challenge.getOpaque() != null) {
            answer.setOpaque(challenge.getOpaque());
        }
        Optional<String> clientNonce = challenge.getQop() == null ? Optional.empty() : Optional.of(clientNonce());
        if (clientNonce.isPresent()) {
            answer.setQop("auth");
            answer.setCNonce(clientNonce.get());
            answer.setNonceCount(1);
        }
        answer.setResponse(response(algorithm, realm, nonce, clientNonce, request.getMethod(), uri));
        return answer;
    }

    private static String clientNonce() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** RFC 7616, section 3.4.1, for the first use of a nonce; without a client nonce as before RFC 2617. */
    String response(
            String algorithm, String realm, String nonce, Optional<String> clientNonce, String method, String uri) {
        String secret = hash(algorithm, user + ":" + realm + ":" + password);
        String what = hash(algorithm, method + ":" + uri);
        String between = clientNonce.map(own -> "00000001:" + own + ":auth:").orElse("");
        return hash(algorithm, secret + ":" + nonce + ":" + between + what);
    }

    private static String hash(String algorithm, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " belongs to every JDK", e);
        }
    }
}
