package org.courtbridge.console.http;

/** Where those are sent who have to prove more of who they are, and which paths are this gateway's. */
public final class AccountPaths {

    public static final String FACTOR = "/account/second-factor";

    private AccountPaths() {}

    /** Where to sign in, in order to be back at a path of ours afterwards. */
    public static String signIn(String path) {
        return path.equals("/") || !isOurs(path) ? "/login" : "/login?to=" + path;
    }

    /** Whether a path leads nowhere but to this gateway: "//host" and "/\host" lead away. */
    public static boolean isOurs(String path) {
        return path.matches("/([A-Za-z0-9_:.-][A-Za-z0-9_:./-]*)?");
    }
}
