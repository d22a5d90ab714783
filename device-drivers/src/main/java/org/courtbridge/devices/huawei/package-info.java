/**
 * Huawei's TE20 to TE60 by {@code action.cgi}, the interface of their own web page. Of its actions Huawei's
 * "HTTP API Programming Reference" for the TE10 and TE20 (V600R019C00, EDOC1100044503) has some; the others, and the names of
 * settings, are those that independent programs send and expect, and no more. Not tried on such a terminal yet.
 *
 * <p>Start at {@link org.courtbridge.devices.huawei.HuaweiTerminal}.
 */
@NullMarked
package org.courtbridge.devices.huawei;

import org.jspecify.annotations.NullMarked;
