package org.courtbridge.console.http;

/** Paths for those who have to prove more of who they are, and the test whether a path is this gateway's. */
public final class AccountPaths {

    public static final String FACTOR = "/account/second-factor";

    private AccountPaths() {}

    /** Path of the sign-in page that leads back to a path of ours afterwards. */
    public static String signIn(String path) {
        return path.equals("/") || !isOurs(path) ? "/login" : "/login?to=" + path;
    }

    /** Whether a path, perhaps with a query, leads nowhere but to this gateway: "//host" and "/\host" lead away. */
    public static boolean isOurs(String path) {
        return path.matches("/([A-Za-z0-9_:.-][A-Za-z0-9_:./-]*)?([?][A-Za-z0-9_.~*%+&=-]*)?");
    }
}
