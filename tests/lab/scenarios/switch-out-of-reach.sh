# Unknown switch, refused password, unknown and changed host key, no answer: exit 2 or 3, one
# message with its object, and nothing changed.
. "$LAB_LIB"
lab_up
snapshot before

expect 2 lacppair push --switch sw9
says sw9 sw1
expect 3 env LACPPAIR_PASSWORD_SW1=wrong ip netns exec host "$LACPPAIR" push --switch sw1
says sw1
mv "$HOME/.ssh/known_hosts" known
expect 3 lacppair push --switch sw1
says --accept-new
ssh-keygen -q -t ed25519 -N '' -f other.key
read -r type key _ <other.key.pub
echo "192.0.2.10 $type $key" >"$HOME/.ssh/known_hosts"
expect 3 lacppair push --switch sw1 --accept-new
says "not the known one"
mv known "$HOME/.ssh/known_hosts"
ip -n sw link set mgmt0 down
expect 3 lacppair push --switch sw1
ip -n sw link set mgmt0 up
unchanged before
