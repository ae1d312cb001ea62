# A list of allowed VLANs that no line of IOS can hold (254 characters) goes in several.
. "$LAB_LIB"
lab_up
sed -i "s/vlans: 40-44/vlans: [40-44, $(echo {1000..1001} {1100..1240..2} | tr ' ' ,)]/" lacppair.yaml

pair_up
expect 0 lacppair push --switch sw1
says unchanged
