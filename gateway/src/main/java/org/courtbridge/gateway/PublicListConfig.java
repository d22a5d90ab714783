package org.courtbridge.gateway;

/**
 * Settings of the list of hearings for the public.
 *
 * @param enabled whether there is one
 * @param days that it has after today
 * @param titles whether titles of hearings are in it
 */
record PublicListConfig(boolean enabled, int days, boolean titles) {

    private static final String SECTION = "public-list.";
    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 92;

    /** Complains of what is wrong, and goes on. */
    static PublicListConfig of(ConfigFile file) {
        return new PublicListConfig(
                file.truth(SECTION + "enabled", false),
                file.number(SECTION + "days", 0, MOST_DAYS, USUAL_DAYS),
                file.truth(SECTION + "titles", false));
    }
}
