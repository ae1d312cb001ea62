# Can the lab start here? Its namespaces and cables, and nothing else.
. "$LAB_LIB"
lab_cables
echo "the lab starts ($LAB_KERNEL)"
