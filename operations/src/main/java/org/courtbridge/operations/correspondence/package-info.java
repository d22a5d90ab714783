/**
 * Mail about applications for video conferencing: the letters of the order, what became of them, and reminders of terms (the Rules, paras. 12, 13,
 * 15 and 21). Start at {@link org.courtbridge.operations.correspondence.Correspondence}.
 */
@NullMarked
package org.courtbridge.operations.correspondence;

import org.jspecify.annotations.NullMarked;
