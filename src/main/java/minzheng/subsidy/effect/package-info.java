/** What a standard about to be published would do to the people who are paid, and cost. */
package minzheng.subsidy.effect;
