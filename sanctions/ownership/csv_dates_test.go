package ownership_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/ownership"
)

// A column that reads like the days of a stake under another name is refused: ended stakes
// would count. What is plainly something else is not read, and said.
func TestDatesUnderAnotherName(t *testing.T) {
	for _, heading := range []string{"from", "To", "start_date", "End Date", "until", "valid from", "since"} {
		_, err := ownership.ReadGraph(strings.NewReader("owner,entity,percent," + heading + "\nX,A,60,2020-01-01\n"))
		require.ErrorContains(t, err, "reads like a limit of the days", heading)
		require.ErrorContains(t, err, "valid_", heading)
	}
	g, err := ownership.ReadGraph(
		strings.NewReader("owner,entity,percent,source,valid_from\nX,A,60,register,2020-01-01\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"source"}, g.Unread)
}
