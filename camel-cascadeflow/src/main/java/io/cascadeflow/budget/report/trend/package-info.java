/** What spending is likely to become, and what of it is unusual: methods that gaps and outliers do not lead astray. */
@NullMarked
package io.cascadeflow.budget.report.trend;

import org.jspecify.annotations.NullMarked;
